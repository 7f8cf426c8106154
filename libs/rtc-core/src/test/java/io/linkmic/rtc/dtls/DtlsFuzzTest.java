package io.linkmic.rtc.dtls;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.linkmic.rtc.bytes.Bytes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

class DtlsFuzzTest {
  private static final DtlsIdentity IDENTITY = DtlsIdentity.generate(new SecureRandom());

  @FuzzTest
  void what_the_filter_keeps_it_keeps_again(byte[] data) {
    Bytes datagram = Bytes.wrap(data);
    DtlsEndpoint.looksLikeDtls(datagram);
    Bytes kept = RecordFilter.of(datagram).kept();
    if (kept.length() > data.length || !RecordFilter.of(kept).kept().equals(kept)) {
      throw new AssertionError("kept " + kept.toHex());
    }
  }

  /** Neither end of a handshake is ended, or made to talk a lot, by a stranger's datagram. */
  @FuzzTest
  void a_strangers_datagram_does_not_end_an_endpoint(byte[] data) {
    for (DtlsRole role : DtlsRole.values()) {
      DtlsEndpoint endpoint =
          new DtlsEndpoint(role, IDENTITY, List.of(IDENTITY.fingerprint()), new SecureRandom());
      AtomicInteger sent = new AtomicInteger();
      Instant now = Instant.EPOCH;
      endpoint.start(now, _ -> {});
      for (int i = 0; i < 3; i++) {
        endpoint.receive(now, Bytes.wrap(data), output -> count(output, sent));
        now = now.plus(Duration.ofMillis(10));
      }
      if (endpoint.nextWakeup().isEmpty()) {
        throw new AssertionError(role + " ended");
      }
      // One flight of a server is 607 bytes; three stranger's hellos may draw two at most.
      if (sent.get() > 3_000) {
        throw new AssertionError(role + " sent " + sent.get() + " bytes");
      }
      endpoint.close(_ -> {});
    }
  }

  private static void count(DtlsOutput output, AtomicInteger sent) {
    switch (output) {
      case DtlsOutput.Send(Bytes datagram) -> sent.addAndGet(datagram.length());
      case DtlsOutput.Connected _, DtlsOutput.Failed _, DtlsOutput.Closed _ ->
          throw new AssertionError("a stranger's datagram led to " + output);
    }
  }
}
