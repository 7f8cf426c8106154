package io.linkmic.node.room;

import io.linkmic.contract.program.ProgramStatus.LinkStatus;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The rooms of this node as their links see them. A room gives its own hosts to a room that it has
 * a link to, and shows that room's hosts; everything else is refused. Any thread may call; answers
 * come from the rooms' own threads.
 */
public interface LinkedRooms {

  /** What the room gives: its own hosts, never those it shows of others. */
  CompletionStage<Outcome<List<LinkedHost>>> hosts(String roomId, LinkEnd to);

  /**
   * Gives a host's stream untouched, until the host's stream or the link ends. A second one of the
   * same host and link takes the place of the first.
   *
   * @param gate opens what carries it
   * @return the answer to the offer
   */
  CompletionStage<Outcome<String>> relay(
      String roomId, LinkEnd to, Relay relay, FeedGate gate, String offerSdp);

  /** The same by WebRTC. */
  CompletionStage<Outcome<String>> relay(String roomId, LinkEnd to, Relay relay, String offerSdp);

  /** Ends what {@link #relay} began; nothing happens when it is over already. */
  CompletionStage<Outcome<Boolean>> endRelay(String roomId, String relayId);

  /**
   * Shows a host of the other room. If it is shown already, the new stream takes over at its first
   * IDR; if its last picture is held, the new one ends that.
   *
   * @param host by its id in its own room
   * @param gate opens the stream; its offer is empty
   */
  CompletionStage<Outcome<Boolean>> show(
      String roomId, LinkEnd from, LinkedHost host, IngestGate gate);

  /** Mute, camera and loudness of a host that is shown have changed. */
  void adjust(String roomId, LinkEnd from, LinkedHost host);

  /** The host is shown no more, at once and without a hold. */
  void dismiss(String roomId, LinkEnd from, String participantId);

  /** How a link of the room is, for its status. */
  void tell(String roomId, LinkStatus status);

  /**
   * What is given.
   *
   * @param relayId chosen by whoever asks; unique
   * @param participantId one of the room's own hosts
   */
  record Relay(String relayId, String participantId) {}
}
