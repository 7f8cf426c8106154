package io.linkmic.node.room;

import java.util.concurrent.CompletionStage;

/** A feed of the program for somebody who takes no seat (WHEP). Any thread may call. */
public interface Watch {
  String participantId();

  /** RFC 8445 §9 ICE restart: offer in, answer out. */
  CompletionStage<Outcome<String>> restart(String offerSdp);

  CompletionStage<Outcome<Boolean>> end();
}
