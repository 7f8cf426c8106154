package io.linkmic.node.room;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A participant's place in a room. Any thread may call. */
public interface Seat {
  Participant participant();

  RoomView room();

  /** Offer in, answer out. A second call replaces the stream without interrupting the program. */
  CompletionStage<Outcome<String>> publish(String offerSdp);

  /** A trickled candidate; accepted and not needed, because the node is ICE-lite. */
  CompletionStage<Outcome<Boolean>> candidate(String candidate);

  /** RFC 8445 §9 ICE restart of the published stream: offer in, answer out. */
  CompletionStage<Outcome<String>> restart(String offerSdp);

  /**
   * Offer to receive in, answer out. A second feed of the same source takes the place of the first.
   *
   * @param source {@code mix}, the program without the participant's own voice, or the id of a
   *     participant whose stream is forwarded untouched
   */
  CompletionStage<Outcome<String>> subscribe(String offerSdp, String source);

  /** RFC 8445 §9 ICE restart of the feed of that source: offer in, answer out. */
  CompletionStage<Outcome<String>> restartFeed(String source, String offerSdp);

  /** Ends the feed of that source, or all with {@code source} null. */
  CompletionStage<Outcome<Boolean>> unsubscribe(@Nullable String source);

  /** Ends the published stream at once, without a hold. */
  CompletionStage<Outcome<Boolean>> unpublish();

  /** Null leaves a value as it is. A muted microphone gives silence in the program. */
  CompletionStage<Outcome<Boolean>> mute(@Nullable Boolean audio, @Nullable Boolean video);

  /** Text to one participant or, with {@code to} null, to all others. */
  CompletionStage<Outcome<Boolean>> message(@Nullable String to, String text);

  /** Gives the seat up; a published stream ends at once. */
  CompletionStage<Outcome<Boolean>> leave();

  /** The signalling connection broke: the seat is kept for 20 s, media goes on. */
  void disconnected();

  /**
   * The signalling connection is back (or another one took over); events go to the new listener.
   */
  void reconnected(SeatListener listener);
}
