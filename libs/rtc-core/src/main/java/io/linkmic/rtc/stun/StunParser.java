package io.linkmic.rtc.stun;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.bytes.Parsed.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads RFC 8489 messages. The writer is {@link StunWriter}. */
final class StunParser {
  /** ICE messages carry about seven; more than this is somebody's experiment on our memory. */
  private static final int MAX_ATTRIBUTES = 32;

  private final Bytes raw;
  private final List<StunAttribute> attributes = new ArrayList<>(8);
  private int integrityOffset = -1;
  private boolean fingerprinted;

  private StunParser(Bytes raw) {
    this.raw = raw;
  }

  static Parsed<StunMessage> parse(Bytes raw) {
    if (!StunMessage.looksLikeStun(raw)) {
      return Parsed.malformed("not STUN", 0);
    }
    StunMessageType type = StunMessageType.ofCode(raw.u16(0));
    if (type == null) {
      return Parsed.malformed("not the method Binding", 0);
    }
    int length = raw.u16(2);
    if (length % 4 != 0 || length != raw.length() - StunFormat.HEADER_LENGTH) {
      return Parsed.malformed("length field does not match the datagram", 2);
    }
    StunParser parser = new StunParser(raw);
    Malformed<StunMessage> wrong = parser.readAttributes();
    if (wrong != null) {
      return wrong;
    }
    return Parsed.ok(
        new StunMessage(
            type,
            raw.slice(8, StunFormat.TRANSACTION_ID_LENGTH),
            List.copyOf(parser.attributes),
            parser.integrityOffset,
            raw));
  }

  static Optional<String> unverifiedUsername(Bytes raw) {
    if (!StunMessage.looksLikeStun(raw)
        || raw.u16(0) != StunMessageType.BINDING_REQUEST.code
        || raw.u16(2) != raw.length() - StunFormat.HEADER_LENGTH) {
      return Optional.empty();
    }
    int at = StunFormat.HEADER_LENGTH;
    while (at + 4 <= raw.length()) {
      int length = raw.u16(at + 2);
      if (at + 4 + length > raw.length()) {
        return Optional.empty();
      }
      if (raw.u16(at) == StunFormat.USERNAME) {
        return length > StunFormat.MAX_USERNAME
            ? Optional.empty()
            : Optional.of(text(raw.slice(at + 4, length)));
      }
      at += 4 + StunFormat.padded(length);
    }
    return Optional.empty();
  }

  private @Nullable Malformed<StunMessage> readAttributes() {
    int at = StunFormat.HEADER_LENGTH;
    for (int count = 0; at < raw.length(); count++) {
      if (fingerprinted) {
        return new Malformed<>("attribute after FINGERPRINT", at);
      }
      if (count == MAX_ATTRIBUTES) {
        return new Malformed<>("too many attributes", at);
      }
      int length = raw.u16(at + 2);
      // The total is a multiple of four, so a whole attribute header is always there.
      if (at + 4 + StunFormat.padded(length) > raw.length()) {
        return new Malformed<>("attribute beyond the end", at);
      }
      String wrong = readAttribute(raw.u16(at), at, length);
      if (wrong != null) {
        return new Malformed<>(wrong, at);
      }
      at += 4 + StunFormat.padded(length);
    }
    return null;
  }

  /** What is wrong with the attribute, or null. */
  private @Nullable String readAttribute(int type, int at, int length) {
    if (type == StunFormat.FINGERPRINT) {
      fingerprinted = true;
      return length == 4 && raw.i32(at + 4) == StunFormat.fingerprint(raw, at)
          ? null
          : "wrong FINGERPRINT";
    }
    if (integrityOffset >= 0) {
      return null; // RFC 8489 §14.5: whatever follows MESSAGE-INTEGRITY is ignored.
    }
    if (type == StunFormat.MESSAGE_INTEGRITY) {
      integrityOffset = at;
      return length == StunFormat.INTEGRITY_LENGTH ? null : "wrong length of MESSAGE-INTEGRITY";
    }
    StunAttribute attribute = value(type, raw.slice(at + 4, length));
    if (attribute == null) {
      return "wrong value of an attribute";
    }
    attributes.add(attribute);
    return null;
  }

  private @Nullable StunAttribute value(int type, Bytes value) {
    int length = value.length();
    int wanted = fixedLength(type);
    if (wanted >= 0 && length != wanted) {
      return null;
    }
    return switch (type) {
      case StunFormat.USERNAME -> username(value);
      case StunFormat.XOR_MAPPED_ADDRESS -> xorMappedAddress(value);
      case StunFormat.PRIORITY -> new StunAttribute.Priority(value.u32(0));
      case StunFormat.USE_CANDIDATE -> new StunAttribute.UseCandidate();
      case StunFormat.ICE_CONTROLLED -> new StunAttribute.IceControlled(value.i64(0));
      case StunFormat.ICE_CONTROLLING -> new StunAttribute.IceControlling(value.i64(0));
      case StunFormat.ERROR_CODE -> errorCode(value);
      case StunFormat.UNKNOWN_ATTRIBUTES -> unknownAttributes(value);
      case StunFormat.SOFTWARE -> new StunAttribute.Software(text(value));
      default -> new StunAttribute.Unknown(type, value);
    };
  }

  private static int fixedLength(int type) {
    return switch (type) {
      case StunFormat.USE_CANDIDATE -> 0;
      case StunFormat.PRIORITY -> 4;
      case StunFormat.ICE_CONTROLLED, StunFormat.ICE_CONTROLLING -> 8;
      default -> -1;
    };
  }

  private static @Nullable StunAttribute username(Bytes value) {
    if (value.length() > StunFormat.MAX_USERNAME) {
      return null;
    }
    return new StunAttribute.Username(text(value));
  }

  private @Nullable StunAttribute xorMappedAddress(Bytes value) {
    var address = XorAddress.read(value, raw);
    if (address == null) {
      return null;
    }
    return new StunAttribute.XorMappedAddress(address);
  }

  /** RFC 8489 §14.8: 21 reserved bits, 3 bits of hundreds, 8 bits of the rest, then text. */
  private static @Nullable StunAttribute errorCode(Bytes value) {
    if (value.length() < 4) {
      return null;
    }
    int hundreds = value.u8(2) & 0x07;
    int rest = value.u8(3);
    if (hundreds < 3 || hundreds > 6 || rest > 99) {
      return null;
    }
    return new StunAttribute.ErrorCode(hundreds * 100 + rest, text(value.sliceFrom(4)));
  }

  private static @Nullable StunAttribute unknownAttributes(Bytes value) {
    if (value.length() % 2 != 0) {
      return null;
    }
    List<Integer> types = new ArrayList<>();
    // The whole list is bounded by the datagram; 32 of them say enough.
    for (int at = 0; at < value.length() && types.size() < MAX_ATTRIBUTES; at += 2) {
      types.add(value.u16(at));
    }
    return new StunAttribute.UnknownAttributes(List.copyOf(types));
  }

  private static String text(Bytes value) {
    return new String(value.array(), value.arrayOffset(), value.length(), StandardCharsets.UTF_8);
  }
}
