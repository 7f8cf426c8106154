package io.linkmic.rtc.dtls;

import io.linkmic.rtc.bytes.Bytes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** Two ends over a wire with loss and reordering, in virtual time. */
final class DtlsPair {
  static final DtlsIdentity ALICE = DtlsIdentity.generate(new SecureRandom());
  static final DtlsIdentity BOB = DtlsIdentity.generate(new SecureRandom());

  final DtlsEndpoint client;
  final DtlsEndpoint server;
  final List<DtlsOutput> ofClient = new ArrayList<>();
  final List<DtlsOutput> ofServer = new ArrayList<>();
  final List<Bytes> wire = new ArrayList<>();
  Instant now = Instant.EPOCH;
  double loss;
  int jitterMillis;
  private final Random random;
  private final PriorityQueue<Flying> flying =
      new PriorityQueue<>(Comparator.comparing(Flying::at).thenComparingInt(Flying::number));
  private int number;

  private record Flying(Instant at, int number, boolean toServer, Bytes data) {}

  DtlsPair(long seed) {
    this(
        seed,
        new DtlsEndpoint(DtlsRole.CLIENT, ALICE, List.of(BOB.fingerprint()), new SecureRandom()),
        new DtlsEndpoint(DtlsRole.SERVER, BOB, List.of(ALICE.fingerprint()), new SecureRandom()));
  }

  DtlsPair(long seed, DtlsEndpoint client, DtlsEndpoint server) {
    this.random = new Random(seed);
    this.client = client;
    this.server = server;
  }

  DtlsPair start() {
    server.start(now, this::fromServer);
    client.start(now, this::fromClient);
    return this;
  }

  void fromClient(DtlsOutput output) {
    ofClient.add(output);
    fly(output, true);
  }

  void fromServer(DtlsOutput output) {
    ofServer.add(output);
    fly(output, false);
  }

  private void fly(DtlsOutput output, boolean toServer) {
    if (output instanceof DtlsOutput.Send(Bytes data)) {
      wire.add(data);
      if (random.nextDouble() >= loss) {
        Duration delay = Duration.ofMillis(20 + random.nextInt(jitterMillis + 1));
        flying.add(new Flying(now.plus(delay), number++, toServer, data.copy()));
      }
    }
  }

  void runFor(Duration duration) {
    Instant end = now.plus(duration);
    while (true) {
      Instant next = next(end);
      if (!next.isBefore(end)) {
        now = end;
        return;
      }
      now = next.isBefore(now) ? now : next;
      if (!flying.isEmpty() && !flying.peek().at().isAfter(now)) {
        Flying arrived = flying.poll();
        if (arrived.toServer()) {
          server.receive(now, arrived.data(), this::fromServer);
        } else {
          client.receive(now, arrived.data(), this::fromClient);
        }
      } else {
        client.wakeUp(now, this::fromClient);
        server.wakeUp(now, this::fromServer);
      }
    }
  }

  private Instant next(Instant end) {
    Instant next = end;
    for (Instant candidate :
        List.of(
            client.nextWakeup().orElse(end),
            server.nextWakeup().orElse(end),
            flying.isEmpty() ? end : flying.peek().at())) {
      next = candidate.isBefore(next) ? candidate : next;
    }
    return next;
  }

  static DtlsOutput.Connected connected(List<DtlsOutput> outputs) {
    return outputs.stream()
        .filter(DtlsOutput.Connected.class::isInstance)
        .map(DtlsOutput.Connected.class::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("not connected: " + outputs));
  }

  void close() {
    client.close(_ -> {});
    server.close(_ -> {});
  }
}
