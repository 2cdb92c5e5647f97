@NullMarked
package io.llmprovider.test.junit;

import org.jspecify.annotations.NullMarked;
