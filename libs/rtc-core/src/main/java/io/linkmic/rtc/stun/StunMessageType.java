package io.linkmic.rtc.stun;

import org.jspecify.annotations.Nullable;

/** RFC 8489 §5: the method Binding in its four classes; ICE uses no other method. */
public enum StunMessageType {
  BINDING_REQUEST(0x0001),
  BINDING_INDICATION(0x0011),
  BINDING_SUCCESS(0x0101),
  BINDING_ERROR(0x0111);

  final int code;

  StunMessageType(int code) {
    this.code = code;
  }

  static @Nullable StunMessageType ofCode(int code) {
    for (StunMessageType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }
}
