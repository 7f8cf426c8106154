package io.linkmic.node.relay;

/**
 * @param relayId as asked for
 * @param sdp the answer to the offer
 */
public record RelayAnswer(String relayId, String sdp) {}
