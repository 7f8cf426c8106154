package io.linkmic.rtc.rtp;

import java.util.Map;

/**
 * Which header extension has which local id on one transport: negotiated once, read per packet.
 *
 * <p>Immutable. Lookups by id are one array access, because they happen for every extension of
 * every packet.
 */
public final class ExtensionMap {
  static final int UNKNOWN = 0;
  static final int MID = 1;
  static final int ABS_SEND_TIME = 2;
  static final int TRANSPORT_CC = 3;
  static final int VIDEO_ORIENTATION = 4;
  static final int AUDIO_LEVEL = 5;
  static final int ABS_CAPTURE_TIME = 6;
  private static final int KINDS = 7;

  // RFC 8285 §4.3: the two-byte form has ids up to 255.
  private static final int MAX_ID = 255;

  /** No extension was negotiated: all are skipped when reading and none is written. */
  public static final ExtensionMap EMPTY = of(Map.of());

  private final byte[] kindById = new byte[MAX_ID + 1];
  private final int[] idByKind = new int[KINDS];

  private ExtensionMap() {}

  /**
   * @param idByUri as in {@code NegotiatedMedia.extensionIds}; unknown URIs and ids outside 1–255
   *     are left out
   */
  public static ExtensionMap of(Map<String, Integer> idByUri) {
    var map = new ExtensionMap();
    idByUri.forEach((uri, id) -> {
      int kind = kindOf(uri);
      if (kind != UNKNOWN && id >= 1 && id <= MAX_ID) {
        map.kindById[id] = (byte) kind;
        map.idByKind[kind] = id;
      }
    });
    return map;
  }

  /** One of the kinds above. */
  int kind(int id) {
    return kindById[id];
  }

  /** The id, or 0 if the extension was not negotiated. */
  int id(int kind) {
    return idByKind[kind];
  }

  private static int kindOf(String uri) {
    return switch (uri) {
      case ExtensionUri.MID -> MID;
      case ExtensionUri.ABS_SEND_TIME -> ABS_SEND_TIME;
      case ExtensionUri.TRANSPORT_CC -> TRANSPORT_CC;
      case ExtensionUri.VIDEO_ORIENTATION -> VIDEO_ORIENTATION;
      case ExtensionUri.AUDIO_LEVEL -> AUDIO_LEVEL;
      case ExtensionUri.ABS_CAPTURE_TIME -> ABS_CAPTURE_TIME;
      default -> UNKNOWN;
    };
  }
}
