package io.linkmic.backend.chat;

/** Mutes and unmutes, and tells everybody. Waits; any thread. */
final class Mutes {
  private final ChatStore store;
  private final ChatRooms rooms;
  private final ChatRelay relay;

  Mutes(ChatStore store, ChatRooms rooms, ChatRelay relay) {
    this.store = store;
    this.rooms = rooms;
    this.relay = relay;
  }

  /**
   * When it returns, no instance takes a message of a muted participant.
   *
   * @param by who wants it, for the record
   * @return false when so many are muted that one more cannot be
   */
  boolean set(String broadcastId, String participantId, boolean muted, String by) {
    if (!muted) {
      store.unmute(broadcastId, participantId);
    } else if (!store.mute(broadcastId, participantId, by)) {
      return false;
    }
    Messages.Muted event = new Messages.Muted(participantId, muted);
    rooms.muted(broadcastId, event);
    relay.tell(broadcastId, event);
    return true;
  }
}
