@NullMarked
package io.llmprovider.test.simulator.bedrock;

import org.jspecify.annotations.NullMarked;
