package io.linkmic.backend.broadcast;

import java.security.SecureRandom;

/**
 * A room id and the stream key of its program. Serves one broadcast and is never used again: events
 * and addresses of the past must not find somebody else's broadcast.
 *
 * @param streamKey secret
 */
record RoomPair(String roomId, String streamKey) {
  /** Without 0, O, 1, l and I, which people mix up. */
  private static final String LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";

  /** 31¹² room ids: two alike in a billion broadcasts are unlikely, and would be noticed. */
  private static final int ROOM_ID_LENGTH = 12;

  /** 31²⁶ is more than 128 bits: whoever knows the key may watch, so nobody may guess it. */
  private static final int KEY_LENGTH = 26;

  static RoomPair random(SecureRandom random) {
    return new RoomPair("r-" + letters(random, ROOM_ID_LENGTH), letters(random, KEY_LENGTH));
  }

  static String letters(SecureRandom random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return "RoomPair[" + roomId + "]";
  }
}
