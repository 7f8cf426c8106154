package io.linkmic.node.relay;

import io.linkmic.node.room.IngestGate;
import io.linkmic.node.room.Outcome;

/** Gets streams from other nodes by WebRTC: we offer, the other node answers. Any thread. */
public interface PullGate {

  Offer offer();

  /** One exchange. */
  interface Offer {
    String sdp();

    /**
     * What the answer says is taken.
     *
     * @return opens the stream, once; nothing is sent or received before
     */
    Outcome<IngestGate> answered(String answerSdp);
  }
}
