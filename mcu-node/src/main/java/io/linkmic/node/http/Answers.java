package io.linkmic.node.http;

import io.linkmic.node.room.Outcome;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits, on a request's virtual thread, for what a room answers. */
public final class Answers {
  /** A room answers in microseconds; one that needs seconds is stuck, and the caller is told. */
  private static final long PATIENCE_SECONDS = 5;

  private Answers() {}

  /** The value, or the refusal as a {@link ProblemException}. */
  public static <T> T await(CompletionStage<Outcome<T>> stage) {
    return switch (outcome(stage)) {
      case Outcome.Done<T> done -> done.value();
      case Outcome.Refused<T> refused -> throw new ProblemException(Problem.of(refused));
    };
  }

  /** The outcome itself, for those who must clean up after a refusal. */
  public static <T> Outcome<T> outcome(CompletionStage<Outcome<T>> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new ProblemException(
          Problem.of(503, "overloaded", "The room did not answer in time.")
              .with("Retry-After", "1"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(Problem.of(503, "overloaded", "The node is stopping."));
    } catch (ExecutionException e) {
      throw new IllegalStateException("a room failed", e);
    }
  }
}
