package io.linkmic.rtc.dtls;

import io.linkmic.rtc.bytes.ByteWriter;
import io.linkmic.rtc.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * The records Bouncy Castle sends, put together to few datagrams. Its resend timer is set to next
 * to nothing because ours is the one that counts; therefore it resends whenever anything odd
 * arrives, and those flights are left out here unless they were asked for.
 */
final class Flights {
  private final DtlsRole role;
  private final List<Bytes> records = new ArrayList<>();
  private int nextMessage;
  private boolean resendAllowed;
  private boolean leavingOut;
  private boolean hasNew;
  private boolean done;

  Flights(DtlsRole role) {
    this.role = role;
  }

  /** Until the reader waits again, messages sent before may be sent again. */
  void allowResend() {
    resendAllowed = true;
  }

  void readerWaits() {
    resendAllowed = false;
    leavingOut = false;
  }

  void handshakeDone() {
    done = true;
  }

  boolean hasNew() {
    return hasNew;
  }

  void add(Bytes record) {
    if (!done) {
      judge(record);
    }
    if (done || !leavingOut) {
      records.add(record);
    }
  }

  private void judge(Bytes record) {
    boolean plainHandshake = record.u8(0) == RecordFilter.HANDSHAKE && record.u16(3) == 0;
    if (plainHandshake) {
      int message = record.u16(RecordFilter.RECORD_HEADER + 4);
      boolean isNew = message >= nextMessage;
      hasNew |= isNew;
      leavingOut = !isNew && !resendAllowed;
      boolean isLastFragment =
          record.u24(RecordFilter.RECORD_HEADER + 6) + record.u24(RecordFilter.RECORD_HEADER + 9)
              == record.u24(RecordFilter.RECORD_HEADER + 1);
      if (isNew && isLastFragment) {
        nextMessage = message + 1;
      }
    } else if (role == DtlsRole.SERVER) {
      // Only the server's last flight has change_cipher_spec, and it ends the handshake: it is new.
      leavingOut = false;
      hasNew = true;
    }
  }

  List<Bytes> take() {
    List<Bytes> datagrams = new ArrayList<>();
    ByteWriter datagram = new ByteWriter(HandshakeDatagrams.SEND_LIMIT);
    for (Bytes record : records) {
      if (datagram.length() > 0
          && datagram.length() + record.length() > HandshakeDatagrams.SEND_LIMIT) {
        datagrams.add(datagram.toBytes());
        datagram = new ByteWriter(HandshakeDatagrams.SEND_LIMIT);
      }
      datagram.bytes(record);
    }
    if (datagram.length() > 0) {
      datagrams.add(datagram.toBytes());
    }
    records.clear();
    hasNew = false;
    return datagrams;
  }
}
