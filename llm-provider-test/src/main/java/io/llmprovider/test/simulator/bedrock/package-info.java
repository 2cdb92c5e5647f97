/**
 * Amazon Bedrock's Converse, as the simulator speaks it.
 */
@NullMarked
package io.llmprovider.test.simulator.bedrock;

import org.jspecify.annotations.NullMarked;
