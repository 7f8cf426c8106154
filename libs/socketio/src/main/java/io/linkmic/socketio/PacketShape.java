package io.linkmic.socketio;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * What one Engine.IO v4 text packet is, judged by its first bytes only; JSON is read later.
 *
 * <pre>
 *   4 2 17 ["join",{...}]
 *   | | |  event name and argument
 *   | | acknowledgement id, 0–9 digits
 *   | Socket.IO: 0 connect 1 disconnect 2 event 3 ack 4 error 5 binary event 6 binary ack
 *   Engine.IO: 0 open 1 close 2 ping 3 pong 4 message 5 upgrade 6 noop
 * </pre>
 *
 * Stricter than netty-socketio's decoder, which reads length prefixes, namespaces and attachments
 * wherever digits, commas and dashes stand.
 *
 * @param ackId of an event, −1 where none is asked for
 * @param text the reason of a violation, the name of a foreign namespace
 */
record PacketShape(Kind kind, long ackId, String text) {

  enum Kind {
    CONNECT,
    /** Connect to a namespace other than the default one. */
    FOREIGN_NAMESPACE,
    /** Connect with credentials that netty-socketio would misread. */
    BAD_CONNECT,
    DISCONNECT,
    EVENT,
    /** An event that is not a JSON array; answered with an error. */
    BAD_EVENT,
    /** We never ask for acknowledgements: dropped. */
    ACK,
    HEARTBEAT,
    UPGRADE,
    CLOSE,
    /** Nothing a Socket.IO v4 client sends: the connection ends. */
    VIOLATION
  }

  /** netty-socketio's encoder writes ids up to 2³¹ − 1 only; a client counts from 0. */
  private static final int MAXIMUM_ACK_DIGITS = 9;

  private static final int MAXIMUM_NAMESPACE = 64;

  static PacketShape of(ByteBuf packet) {
    int length = packet.readableBytes();
    int at = packet.readerIndex();
    if (length == 0) {
      return violation("empty packet");
    }
    return switch (packet.getByte(at)) {
      case '1' -> exact(packet, "1", Kind.CLOSE);
      case '2' ->
          equals(packet, "2probe") ? shape(Kind.HEARTBEAT) : exact(packet, "2", Kind.HEARTBEAT);
      case '3' -> exact(packet, "3", Kind.HEARTBEAT);
      case '4' -> length < 2 ? violation("message without type") : message(packet, at, length);
      case '5' -> exact(packet, "5", Kind.UPGRADE);
      default -> violation("packet type not allowed");
    };
  }

  private static PacketShape message(ByteBuf packet, int at, int length) {
    return switch (packet.getByte(at + 1)) {
      case '0' -> connect(packet, at + 2, length - 2);
      case '1' -> exact(packet, "41", Kind.DISCONNECT);
      case '2' -> event(packet, at + 2, at + length);
      case '3' -> shape(Kind.ACK);
      case '5', '6' -> violation("binary packets are not allowed");
      default -> violation("message type not allowed");
    };
  }

  private static PacketShape connect(ByteBuf packet, int at, int length) {
    if (length == 0) {
      return shape(Kind.CONNECT);
    }
    if (packet.getByte(at) == '/') {
      String text =
          packet.toString(at, Math.min(length, MAXIMUM_NAMESPACE + 1), StandardCharsets.US_ASCII);
      int end = text.indexOf(',');
      String namespace = end < 0 ? text : text.substring(0, end);
      return namespace.matches("/[A-Za-z0-9/_-]{1,63}")
          ? new PacketShape(Kind.FOREIGN_NAMESPACE, -1, namespace)
          : violation("bad namespace");
    }
    // An array in the credentials makes netty-socketio look for an acknowledgement id before it.
    boolean readable = packet.getByte(at) == '{' && packet.indexOf(at, at + length, (byte) '[') < 0;
    return shape(readable ? Kind.CONNECT : Kind.BAD_CONNECT);
  }

  private static PacketShape event(ByteBuf packet, int from, int to) {
    long ackId = 0;
    int at = from;
    while (at < to && packet.getByte(at) >= '0' && packet.getByte(at) <= '9') {
      if (at - from == MAXIMUM_ACK_DIGITS) {
        return violation("acknowledgement id too long");
      }
      ackId = ackId * 10 + (packet.getByte(at) - '0');
      at++;
    }
    Kind kind = at < to && packet.getByte(at) == '[' ? Kind.EVENT : Kind.BAD_EVENT;
    return new PacketShape(kind, at == from ? -1 : ackId, "");
  }

  private static PacketShape exact(ByteBuf packet, String expected, Kind kind) {
    return equals(packet, expected) ? shape(kind) : violation("trailing bytes");
  }

  private static boolean equals(ByteBuf packet, String expected) {
    if (packet.readableBytes() != expected.length()) {
      return false;
    }
    for (int i = 0; i < expected.length(); i++) {
      if (packet.getByte(packet.readerIndex() + i) != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static PacketShape shape(Kind kind) {
    return new PacketShape(kind, -1, "");
  }

  private static PacketShape violation(String reason) {
    return new PacketShape(Kind.VIOLATION, -1, reason);
  }
}
