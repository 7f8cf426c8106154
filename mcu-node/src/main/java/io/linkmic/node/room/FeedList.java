package io.linkmic.node.room;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The open feeds of a room: whose they are, how many there may be, how they end. */
final class FeedList implements Iterable<RoomFeed> {
  // The program and three others at once: what fits a phone's screen and downlink.
  static final int MAX_OF_A_PARTICIPANT = 4;
  // 200 times 2.5 Mbit/s are half of a gigabit; the audience watches RTMP and HTTP-FLV.
  static final int MAX = 200;
  // Rooms that it is linked to, and the hosts that it may have (RoomRules): 16 each way, 64 in all.
  static final int MAX_OF_LINKS = 64;

  private final List<RoomFeed> feeds = new ArrayList<>();

  @Override
  public Iterator<RoomFeed> iterator() {
    return feeds.iterator();
  }

  boolean isEmpty() {
    return feeds.isEmpty();
  }

  boolean holds(RoomFeed feed) {
    return feeds.contains(feed);
  }

  /** Whether one more may be opened for the receiver when {@code before} are closed. */
  boolean hasPlaceFor(String receiver, List<RoomFeed> before) {
    forgetEnded();
    List<RoomFeed> all = feeds.stream().filter(f -> f.gift == null).toList();
    long theirs = all.stream().filter(f -> f.receiver.equals(receiver)).count();
    return theirs - before.size() < MAX_OF_A_PARTICIPANT && all.size() - before.size() < MAX;
  }

  /** Whether one more may go to another room when {@code before} are closed. */
  boolean hasPlaceForLink(List<RoomFeed> before) {
    forgetEnded();
    long all = feeds.stream().filter(f -> f.gift != null).count();
    return all - before.size() < MAX_OF_LINKS;
  }

  /** Ends that did not fit into the mailbox. */
  private void forgetEnded() {
    List.copyOf(feeds).stream().filter(RoomFeed::over).forEach(this::forget);
  }

  /** Those that go to other rooms. */
  List<RoomFeed> ofLinks(BiPredicate<RoomFeed, RoomFeed.Gift> which) {
    return feeds.stream().filter(f -> f.gift != null && which.test(f, f.gift)).toList();
  }

  void add(RoomFeed feed) {
    feeds.add(feed);
  }

  /** Those of a seat; with {@code source} null all of them. */
  List<RoomFeed> ofSeat(String receiver, @Nullable String source) {
    return feeds.stream()
        .filter(f -> f.seated && f.receiver.equals(receiver))
        .filter(f -> source == null || source.equals(f.source))
        .toList();
  }

  /** A seat was given up: what it receives ends, and what others receive of it. */
  void left(String participantId) {
    close(
        feeds.stream()
            .filter(f ->
                f.source.equals(participantId) || (f.seated && f.receiver.equals(participantId)))
            .toList());
  }

  /** All feeds of the participant end, with and without a seat; whether there were any. */
  boolean expel(String participantId) {
    List<RoomFeed> theirs =
        feeds.stream().filter(feed -> feed.receiver.equals(participantId)).toList();
    close(theirs);
    return !theirs.isEmpty();
  }

  void closeAll() {
    close(List.copyOf(feeds));
  }

  void close(List<RoomFeed> some) {
    for (RoomFeed feed : some) {
      feed.feed().close();
      forget(feed);
    }
  }

  void forget(RoomFeed feed) {
    if (feeds.remove(feed)) {
      feed.tellEnd();
    }
  }
}
