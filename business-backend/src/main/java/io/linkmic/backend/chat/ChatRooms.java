package io.linkmic.backend.chat;

import io.linkmic.socketio.Answer;
import io.linkmic.socketio.DoorLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Who is in which chat on this instance. All of it happens on the door's loop; the methods may be
 * called on any thread and do not wait.
 */
final class ChatRooms implements ChatRelay.Heard {
  /** Two instances' messages overtake each other by less; only then is it a gap. */
  private static final Duration OVERTAKING = Duration.ofMillis(100);

  private static final Duration FULL = Duration.ofSeconds(5);

  private final DoorLoop loop;
  private final int socketsPerBroadcast;
  private final int socketsPerParticipant;
  private final Map<String, ChatRoom> rooms = new HashMap<>();
  private final AtomicInteger joined = new AtomicInteger();
  private Outside outside = Outside.NONE;

  /** What rooms need from those who may wait. Called on the loop; must not wait. */
  interface Outside {
    Outside NONE =
        new Outside() {
          @Override
          public void roomOpened(String broadcastId) {}

          @Override
          public void roomEmptied(String broadcastId) {}

          @Override
          public void fetch(String broadcastId, long after) {}
        };

    void roomOpened(String broadcastId);

    void roomEmptied(String broadcastId);

    /** Is to call {@link #fetched} in the end, with or without messages. */
    void fetch(String broadcastId, long after);
  }

  ChatRooms(DoorLoop loop, int socketsPerBroadcast, int socketsPerParticipant) {
    this.loop = loop;
    this.socketsPerBroadcast = socketsPerBroadcast;
    this.socketsPerParticipant = socketsPerParticipant;
  }

  /** Before the door opens. */
  void connect(Outside to) {
    outside = to;
  }

  /** Sockets in any chat. */
  int joined() {
    return joined.get();
  }

  /**
   * Lets a guest in.
   *
   * @param history read after nothing else; what was said since is added
   * @return the history up to the moment from which on the guest is sent everything, or why not
   */
  CompletableFuture<Entry> enter(Guest guest, Guest.Seat seat, List<ChatMessage> history) {
    CompletableFuture<Entry> entry = new CompletableFuture<>();
    loop.execute(() -> entry.complete(enterNow(guest, seat, history)));
    return entry;
  }

  /** Whether a guest is in. */
  sealed interface Entry {
    record Seated(List<ChatMessage> history) implements Entry {}

    record Refused(Answer answer) implements Entry {}
  }

  private Entry enterNow(Guest guest, Guest.Seat seat, List<ChatMessage> history) {
    String id = seat.broadcast().broadcastId();
    long read = history.isEmpty() ? 0 : history.getLast().messageId();
    ChatRoom room = rooms.get(id);
    if (guest.isGone()) {
      return refused("gone", "The connection is closed.", FULL);
    }
    if (room != null && room.size() >= socketsPerBroadcast) {
      return refused("chat-full", "This chat has no room for more on this server.", FULL);
    }
    if (room != null && room.sockets(seat.participantId()) >= socketsPerParticipant) {
      return refused("too-many-sockets", "You are in this chat too many times already.", FULL);
    }
    if (room == null) {
      room = new ChatRoom(id, read);
      rooms.put(id, room);
      outside.roomOpened(id);
    }
    List<ChatMessage> all = room.upToNow(history);
    room.add(guest, seat.participantId(), all.isEmpty() ? 0 : all.getLast().messageId());
    guest.sit(seat);
    joined.incrementAndGet();
    if (read > room.told()) {
      missing(room);
    }
    return new Entry.Seated(all);
  }

  private static Entry refused(String code, String message, Duration retryAfter) {
    return new Entry.Refused(Answer.failed(code, message, retryAfter, null));
  }

  void leave(Guest guest) {
    loop.execute(() -> {
      Guest.Seat seat = guest.seat();
      ChatRoom room = seat == null ? null : rooms.get(seat.broadcast().broadcastId());
      if (seat != null && room != null && room.remove(guest, seat.participantId())) {
        joined.decrementAndGet();
        if (room.size() == 0) {
          forget(room);
        }
      }
    });
  }

  private void forget(ChatRoom room) {
    rooms.remove(room.broadcastId);
    outside.roomEmptied(room.broadcastId);
  }

  @Override
  public void message(String broadcastId, ChatMessage message) {
    loop.execute(() -> {
      ChatRoom room = rooms.get(broadcastId);
      if (room != null && !room.offer(message)) {
        loop.after(OVERTAKING, () -> fetchIfStillMissing(broadcastId, message.messageId()));
      }
    });
  }

  private void fetchIfStillMissing(String broadcastId, long upTo) {
    ChatRoom room = rooms.get(broadcastId);
    if (room != null && room.told() < upTo) {
      missing(room);
    }
  }

  @Override
  public void muted(String broadcastId, Messages.Muted muted) {
    loop.execute(() -> {
      ChatRoom room = rooms.get(broadcastId);
      if (room != null) {
        room.tellAll("muted", muted);
      }
    });
  }

  @Override
  public void listening(String broadcastId) {
    loop.execute(() -> {
      ChatRoom room = rooms.get(broadcastId);
      if (room != null) {
        missing(room);
      }
    });
  }

  private void missing(ChatRoom room) {
    if (!room.fetching) {
      room.fetching = true;
      outside.fetch(room.broadcastId, room.told());
    }
  }

  /** What {@link Outside#fetch} found. */
  void fetched(String broadcastId, List<ChatMessage> messages) {
    loop.execute(() -> {
      ChatRoom room = rooms.get(broadcastId);
      if (room != null) {
        room.fetching = false;
        room.fill(messages);
      }
    });
  }

  /** The chats that somebody is in. */
  void open(Consumer<Set<String>> answer) {
    loop.execute(() -> answer.accept(Set.copyOf(rooms.keySet())));
  }

  /** Compares the rooms that were asked for with what PostgreSQL says of them. */
  void compare(Set<String> asked, List<BroadcastLookup.Standing> standings) {
    loop.execute(() -> {
      Map<String, BroadcastLookup.Standing> byId = new HashMap<>();
      standings.forEach(standing -> byId.put(standing.broadcastId(), standing));
      for (String broadcastId : asked) {
        ChatRoom room = rooms.get(broadcastId);
        BroadcastLookup.Standing standing = byId.get(broadcastId);
        if (room == null) {
          continue;
        }
        if (standing == null || standing.ended()) {
          close(room);
        } else if (standing.lastMessage() > room.told()) {
          missing(room);
        }
      }
    });
  }

  private void close(ChatRoom room) {
    room.tellAll("chat-closed", new Messages.Closed("ended"));
    for (Guest guest : room.guests()) {
      guest.stand();
      joined.decrementAndGet();
    }
    forget(room);
  }
}
