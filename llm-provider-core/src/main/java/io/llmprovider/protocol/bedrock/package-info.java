/**
 * Amazon Bedrock's Converse and ConverseStream.
 */
@NullMarked
package io.llmprovider.protocol.bedrock;

import org.jspecify.annotations.NullMarked;
