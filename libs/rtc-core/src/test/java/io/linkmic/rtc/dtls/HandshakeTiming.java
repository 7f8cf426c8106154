package io.linkmic.rtc.dtls;

import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Prints milliseconds per handshake and role; run by hand. */
final class HandshakeTiming {
  private static final DtlsIdentity CLIENT = DtlsIdentity.generate(new SecureRandom());
  private static final DtlsIdentity SERVER = DtlsIdentity.generate(new SecureRandom());
  private static final SecureRandom RANDOM = new SecureRandom();

  private long clientNanos;
  private long serverNanos;
  private long longestStep;

  private HandshakeTiming() {}

  public static void main(String[] arguments) {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    for (int round = 0; round < 8; round++) {
      HandshakeTiming timing = new HandshakeTiming();
      int handshakes = round == 0 ? 1 : 200;
      long cpu = system.getProcessCpuTime();
      for (int i = 0; i < handshakes; i++) {
        timing.handshake();
      }
      cpu = system.getProcessCpuTime() - cpu;
      System.out.printf(
          "%d handshakes: client %.2f ms, server %.2f ms each; longest step %.2f ms; process CPU %.2f ms for both%n",
          handshakes,
          timing.clientNanos / 1e6 / handshakes,
          timing.serverNanos / 1e6 / handshakes,
          timing.longestStep / 1e6,
          cpu / 1e6 / handshakes);
    }
  }

  private void handshake() {
    long begin = System.nanoTime();
    DtlsEndpoint client =
        new DtlsEndpoint(DtlsRole.CLIENT, CLIENT, List.of(SERVER.fingerprint()), RANDOM);
    long middle = System.nanoTime();
    DtlsEndpoint server =
        new DtlsEndpoint(DtlsRole.SERVER, SERVER, List.of(CLIENT.fingerprint()), RANDOM);
    serverNanos += System.nanoTime() - middle;
    clientNanos += middle - begin;
    var now = Instant.EPOCH;
    Deque<DtlsOutput> toServer = new ArrayDeque<>();
    Deque<DtlsOutput> toClient = new ArrayDeque<>();
    List<DtlsOutput> seen = new ArrayList<>();
    begin = System.nanoTime();
    client.start(now, toServer::add);
    clientNanos += step(begin);
    while (!toServer.isEmpty() || !toClient.isEmpty()) {
      if (toServer.poll() instanceof DtlsOutput.Send(var data)) {
        begin = System.nanoTime();
        server.receive(now, data, toClient::add);
        serverNanos += step(begin);
      }
      DtlsOutput output = toClient.poll();
      if (output instanceof DtlsOutput.Send(var data)) {
        begin = System.nanoTime();
        client.receive(now, data, toServer::add);
        clientNanos += step(begin);
      } else if (output != null) {
        seen.add(output);
      }
    }
    if (seen.isEmpty() || !client.isConnected()) {
      throw new IllegalStateException();
    }
    client.close(_ -> {});
    server.close(_ -> {});
  }

  private long step(long begin) {
    long nanos = System.nanoTime() - begin;
    longestStep = Math.max(longestStep, nanos);
    return nanos;
  }
}
