package io.linkmic.contract.dns;

import java.util.List;

/**
 * The answer of {@code GET /v1/nodes/select}.
 *
 * @param candidates at least one, the best first
 */
public record NodeSelection(List<Candidate> candidates) {

  /**
   * @param signalingUrl Socket.IO
   * @param whipUrl WHIP without the room
   * @param score 0–1, for comparing within one answer
   * @param reasons sentences' parts for people, the most important first
   */
  public record Candidate(
      String nodeId,
      String region,
      String signalingUrl,
      String whipUrl,
      Probe probe,
      double score,
      List<String> reasons) {}

  /** The node's media port, UDP; it answers authenticated ICE checks only. */
  public record Probe(String host, int port) {}
}
