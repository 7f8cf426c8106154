package io.linkmic.node.signaling.whip;

import io.linkmic.node.room.Outcome;
import io.linkmic.node.room.Seat;
import io.linkmic.node.room.Watch;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a session keeps open in its room. */
sealed interface Kept {
  String participantId();

  CompletionStage<Outcome<Boolean>> candidate(String candidate);

  CompletionStage<Outcome<String>> restart(String offer);

  CompletionStage<Outcome<Boolean>> end();

  /** A seat that publishes. */
  record Published(Seat seat) implements Kept {
    @Override
    public String participantId() {
      return seat.participant().participantId();
    }

    @Override
    public CompletionStage<Outcome<Boolean>> candidate(String candidate) {
      return seat.candidate(candidate);
    }

    @Override
    public CompletionStage<Outcome<String>> restart(String offer) {
      return seat.restart(offer);
    }

    @Override
    public CompletionStage<Outcome<Boolean>> end() {
      return seat.leave();
    }
  }

  /** A feed of the program. */
  record Watched(Watch watch) implements Kept {
    @Override
    public String participantId() {
      return watch.participantId();
    }

    /** ICE-lite learns the player's addresses from its checks. */
    @Override
    public CompletionStage<Outcome<Boolean>> candidate(String candidate) {
      return CompletableFuture.completedFuture(Outcome.done(true));
    }

    @Override
    public CompletionStage<Outcome<String>> restart(String offer) {
      return watch.restart(offer);
    }

    @Override
    public CompletionStage<Outcome<Boolean>> end() {
      return watch.end();
    }
  }
}
