package io.linkmic.backend.chat;

/**
 * What the chat needs to know of a broadcast.
 *
 * @param owner the API key on whose account it is
 * @param hostId the participant that may mute others
 */
record ChatBroadcast(String broadcastId, String title, String state, String owner, String hostId) {}
