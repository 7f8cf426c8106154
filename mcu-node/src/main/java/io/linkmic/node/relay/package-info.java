/**
 * Streams pulled from another room or another node (PK).
 *
 * <p>Enters: the links in the rooms' settings, looked at five times a second; where the linked
 * rooms run ({@link io.linkmic.node.relay.PeerRooms}). Leaves: hosts shown and dismissed by {@link
 * io.linkmic.node.room.LinkedRooms}, each link's status, internal HTTP with the service token to
 * other nodes. A link is a wish that is tried until it is withdrawn: whatever breaks heals with the
 * next look. Each room pulls the other's own hosts; nothing goes on from room to room. Thread: one
 * timer; what may wait runs on a virtual thread, one at a time per link. Media does not pass here,
 * but for {@link io.linkmic.node.relay.LocalStream}, which hands it from one room's thread to
 * another's mailbox.
 */
@NullMarked
package io.linkmic.node.relay;

import org.jspecify.annotations.NullMarked;
