package io.linkmic.contract.room;

import java.time.Instant;

/**
 * One side of a link (PK): the room shows the hosts of another one besides its own. The other room
 * has a link of the same id back.
 *
 * @param linkId the same on both sides
 * @param peerRoomId whose hosts are shown
 * @param createdAt when it was asked for
 */
public record RoomLink(String linkId, String peerRoomId, Instant createdAt) {}
