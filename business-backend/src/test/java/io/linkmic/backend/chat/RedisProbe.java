package io.linkmic.backend.chat;

import io.linkmic.clustertest.RealRedis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks Redis by hand who listens. */
final class RedisProbe implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader in;

  RedisProbe(RealRedis redis) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), redis.port());
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until so many connections are subscribed; fails after ten seconds. */
  void awaitSubscribers(String channel, int expected) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (subscribers(channel) < expected) {
      if (System.nanoTime() > until) {
        throw new AssertionError("nobody listens to " + channel);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private int subscribers(String channel) {
    try {
      socket
          .getOutputStream()
          .write(("PUBSUB NUMSUB " + channel + "\r\n").getBytes(StandardCharsets.US_ASCII));
      // *2, $length, channel, :count
      in.readLine();
      in.readLine();
      in.readLine();
      return Integer.parseInt(in.readLine().substring(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
