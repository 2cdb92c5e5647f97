@NullMarked
package io.llmprovider.test.replay;

import org.jspecify.annotations.NullMarked;
