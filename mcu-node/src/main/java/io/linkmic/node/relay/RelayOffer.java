package io.linkmic.node.relay;

/**
 * A node asks another one for a host's stream.
 *
 * @param linkId of the link between both rooms
 * @param roomId the room that shows the stream
 * @param relayId chosen by whoever asks, by which it ends the relay
 * @param participantId whose stream
 * @param sdp an offer to receive
 */
public record RelayOffer(
    String linkId, String roomId, String relayId, String participantId, String sdp) {}
