package io.linkmic.rtc.dtls;

import io.linkmic.rtc.bytes.Bytes;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A process's first handshake takes a quarter of a second (classes, providers, interpreted
 * arithmetic), later ones two milliseconds. A node does that one with itself before it takes hosts.
 */
public final class DtlsWarmUp {
  // After some ten handshakes the curve arithmetic is compiled; each costs a few milliseconds.
  private static final int HANDSHAKES = 10;

  private DtlsWarmUp() {}

  /** Blocks for about half a second. */
  public static void run(DtlsIdentity identity, SecureRandom random) {
    for (int i = 0; i < HANDSHAKES; i++) {
      handshake(identity, random);
    }
  }

  private static void handshake(DtlsIdentity identity, SecureRandom random) {
    List<Fingerprint> self = List.of(identity.fingerprint());
    DtlsEndpoint client = new DtlsEndpoint(DtlsRole.CLIENT, identity, self, random);
    DtlsEndpoint server = new DtlsEndpoint(DtlsRole.SERVER, identity, self, random);
    Deque<Bytes> toServer = new ArrayDeque<>();
    Deque<Bytes> toClient = new ArrayDeque<>();
    Instant now = Instant.EPOCH;
    client.start(now, output -> enqueue(output, toServer));
    while (!toServer.isEmpty() || !toClient.isEmpty()) {
      if (!toServer.isEmpty()) {
        server.receive(now, toServer.removeFirst(), output -> enqueue(output, toClient));
      }
      if (!toClient.isEmpty()) {
        client.receive(now, toClient.removeFirst(), output -> enqueue(output, toServer));
      }
    }
    client.close(_ -> {});
    server.close(_ -> {});
  }

  private static void enqueue(DtlsOutput output, Deque<Bytes> wire) {
    if (output instanceof DtlsOutput.Send(Bytes data)) {
      wire.addLast(data);
    }
  }
}
