package io.linkmic.standalone;

/**
 * Where one node of several listens.
 *
 * @param id its name in the fleet
 * @param http WHIP, health, internal HTTP
 * @param signaling Socket.IO
 * @param media WebRTC, UDP
 */
public record NodePorts(String id, int http, int signaling, int media) {
  /** Between two nodes' ports: 8083, 8093, 8103, … */
  static final int APART = 10;
}
