package io.linkmic.rtc.dtls;

import io.linkmic.rtc.bytes.ByteWriter;
import io.linkmic.rtc.bytes.Bytes;

/**
 * Looks over a datagram's records (RFC 6347 §4.1) before Bouncy Castle sees them, and leaves out
 * what an honest peer does not send: strangers' bytes must neither end a session nor make it
 * allocate.
 *
 * <pre>
 *  type(1) version(2) epoch(2) sequence number(6) length(2) fragment
 * </pre>
 */
final class RecordFilter {
  static final int RECORD_HEADER = 13;
  private static final int HANDSHAKE_HEADER = 12;

  static final int CHANGE_CIPHER_SPEC = 20;
  static final int ALERT = 21;
  static final int HANDSHAKE = 22;
  private static final int APPLICATION_DATA = 23;

  private static final int CLIENT_HELLO = 1;

  // RFC 6347 §4.1: 2^14 plus what a cipher may add.
  private static final int MAX_FRAGMENT = (1 << 14) + 256;

  // Bouncy Castle reserves the length a fragment claims its message has, up to 16 MiB each. The
  // longest honest one is a Certificate; browsers send about 400 bytes, RSA chains a few thousand.
  private static final int MAX_HANDSHAKE_MESSAGE = 16_384;

  private final ByteWriter kept;
  private boolean fatalAlert;
  private boolean clientHello;
  private boolean later;
  private int dropped;

  private RecordFilter(int capacity) {
    kept = new ByteWriter(capacity);
  }

  static RecordFilter of(Bytes datagram) {
    RecordFilter filter = new RecordFilter(datagram.length());
    filter.read(datagram);
    return filter;
  }

  /** The records that may go on, as one datagram; empty if none may. */
  Bytes kept() {
    return kept.toBytes();
  }

  /** An unencrypted fatal alert was among those left out. */
  boolean sawFatalAlert() {
    return fatalAlert;
  }

  /** A first fragment of a ClientHello is among those kept. */
  boolean hasClientHello() {
    return clientHello;
  }

  /** A record that can only come after the ServerHello is among those kept. */
  boolean hasLaterRecord() {
    return later;
  }

  int droppedRecords() {
    return dropped;
  }

  private void read(Bytes datagram) {
    int at = 0;
    while (at + RECORD_HEADER <= datagram.length()) {
      int length = datagram.u16(at + 11);
      if (length > MAX_FRAGMENT || at + RECORD_HEADER + length > datagram.length()) {
        break;
      }
      Bytes record = datagram.slice(at, RECORD_HEADER + length);
      if (isHonest(record)) {
        kept.bytes(record);
      } else {
        dropped++;
      }
      at += RECORD_HEADER + length;
    }
    dropped += at < datagram.length() ? 1 : 0;
  }

  private boolean isHonest(Bytes record) {
    int epoch = record.u16(3);
    if (record.u8(1) != 0xFE || epoch > 1) {
      return false;
    }
    boolean encrypted = epoch == 1;
    return switch (record.u8(0)) {
      case HANDSHAKE -> encrypted ? isLater() : isHonestHandshake(record);
      case CHANGE_CIPHER_SPEC -> !encrypted && record.length() == RECORD_HEADER + 1 && isLater();
      case ALERT -> encrypted || noteAlert(record);
      case APPLICATION_DATA -> encrypted;
      default -> false;
    };
  }

  private boolean isLater() {
    later = true;
    return true;
  }

  /** Anybody can write an unencrypted alert; see {@link DtlsEndpoint} for what becomes of it. */
  private boolean noteAlert(Bytes record) {
    fatalAlert |= record.length() == RECORD_HEADER + 2 && record.u8(RECORD_HEADER) == 2;
    return false;
  }

  /** RFC 6347 §4.2.2: type(1) length(3) message_seq(2) fragment_offset(3) fragment_length(3). */
  private boolean isHonestHandshake(Bytes record) {
    Bytes message = record.sliceFrom(RECORD_HEADER);
    if (message.length() < HANDSHAKE_HEADER) {
      return false;
    }
    while (message.length() >= HANDSHAKE_HEADER) {
      int total = message.u24(1);
      int offset = message.u24(6);
      int length = message.u24(9);
      if (total > MAX_HANDSHAKE_MESSAGE
          || offset + length > total
          || HANDSHAKE_HEADER + length > message.length()) {
        return false;
      }
      boolean isHello = message.u8(0) == CLIENT_HELLO;
      clientHello |= isHello && offset == 0;
      later |= !isHello;
      message = message.sliceFrom(HANDSHAKE_HEADER + length);
    }
    return message.isEmpty();
  }
}
