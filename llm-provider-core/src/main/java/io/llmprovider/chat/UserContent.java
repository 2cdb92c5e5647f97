package io.llmprovider.chat;

/**
 * What a user message may hold.
 */
public sealed interface UserContent extends Content permits Text, Image, Document {

}
