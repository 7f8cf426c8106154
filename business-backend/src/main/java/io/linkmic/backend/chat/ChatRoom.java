package io.linkmic.backend.chat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The sockets of one broadcast on this instance, and how far they have been told. Messages go out
 * in the order of their ids, without gaps; one that comes too early waits for those before it.
 * Owned by the thread of {@link ChatRooms}.
 */
final class ChatRoom {
  /** What may be told while somebody's history is being read: milliseconds' worth. */
  private static final int REMEMBERED = 64;

  /** Beyond, what is missing is fetched anyway, and these with it. */
  private static final int MOST_EARLY = 256;

  final String broadcastId;

  /** Whether what is missing is being fetched. */
  boolean fetching;

  private final Set<Guest> guests = new LinkedHashSet<>();
  private final Map<String, Integer> socketsOf = new HashMap<>();
  private final Deque<ChatMessage> recent = new ArrayDeque<>();
  private final NavigableMap<Long, ChatMessage> early = new TreeMap<>();
  private long told;

  /**
   * @param told the newest message that needs not be told: who comes has read it
   */
  ChatRoom(String broadcastId, long told) {
    this.broadcastId = broadcastId;
    this.told = told;
  }

  int size() {
    return guests.size();
  }

  int sockets(String participantId) {
    return socketsOf.getOrDefault(participantId, 0);
  }

  long told() {
    return told;
  }

  /** The history as read, and what was told to others since it was read. */
  List<ChatMessage> upToNow(List<ChatMessage> read) {
    long newest = read.isEmpty() ? 0 : read.getLast().messageId();
    List<ChatMessage> all = new ArrayList<>(read);
    recent.stream().filter(message -> message.messageId() > newest).forEach(all::add);
    return all;
  }

  void add(Guest guest, String participantId, long position) {
    guest.position = position;
    guests.add(guest);
    socketsOf.merge(participantId, 1, Integer::sum);
  }

  boolean remove(Guest guest, String participantId) {
    if (!guests.remove(guest)) {
      return false;
    }
    socketsOf.computeIfPresent(participantId, (id, count) -> count == 1 ? null : count - 1);
    return true;
  }

  List<Guest> guests() {
    return List.copyOf(guests);
  }

  /** A message as it comes. False when others before it are missing. */
  boolean offer(ChatMessage message) {
    if (message.messageId() <= told) {
      return true;
    }
    early.put(message.messageId(), message);
    tellInOrder();
    if (early.size() > MOST_EARLY) {
      early.pollFirstEntry();
    }
    return early.isEmpty();
  }

  /** What was missing, as far as it is kept; what was left out is only in the history now. */
  void fill(List<ChatMessage> fetched) {
    if (fetched.isEmpty()) {
      return;
    }
    told = Math.max(told, fetched.getFirst().messageId() - 1);
    fetched.forEach(message -> early.put(message.messageId(), message));
    early.headMap(told, true).clear();
    tellInOrder();
  }

  private void tellInOrder() {
    ChatMessage next = early.remove(told + 1);
    while (next != null) {
      tell(next);
      next = early.remove(told + 1);
    }
  }

  private void tell(ChatMessage message) {
    told = message.messageId();
    recent.addLast(message);
    if (recent.size() > REMEMBERED) {
      recent.removeFirst();
    }
    for (Guest guest : guests) {
      // Who came meanwhile has it in its history.
      if (guest.position < told) {
        guest.position = told;
        guest.socket.send("message", message);
      }
    }
  }

  void tellAll(String event, Object body) {
    guests.forEach(guest -> guest.socket.send(event, body));
  }
}
