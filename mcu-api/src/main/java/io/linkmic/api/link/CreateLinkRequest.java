package io.linkmic.api.link;

import org.jspecify.annotations.Nullable;

/**
 * A new link.
 *
 * @param peerRoomId another room of the same API key
 */
record CreateLinkRequest(@Nullable String peerRoomId) {}
