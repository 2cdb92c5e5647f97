package io.llmprovider.chat;

/**
 * What a tool result may hold.
 */
public sealed interface ToolResultContent extends Content permits Text, Image, Document, JsonContent {

}
