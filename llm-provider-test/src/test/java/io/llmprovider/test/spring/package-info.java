@NullMarked
package io.llmprovider.test.spring;

import org.jspecify.annotations.NullMarked;
