package io.linkmic.node.cluster;

import java.time.Instant;

/** How this node stands with the fleet. */
sealed interface Membership {
  /** Not heard yet. */
  record Starting() implements Membership {}

  record Member(Instant lastBeat) implements Membership {}

  /** Redis does not answer: what runs goes on, nothing new begins. */
  record CutOff(Instant since) implements Membership {}

  /** Another process has this node's id, or had it within the last six seconds. */
  record NameTaken(String incarnation) implements Membership {}
}
