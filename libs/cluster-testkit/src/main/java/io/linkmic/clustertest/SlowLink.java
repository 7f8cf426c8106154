package io.linkmic.clustertest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A TCP way to a Redis that can be made slow and can be cut. Threads of its own; any may steer. */
public final class SlowLink implements AutoCloseable {
  private final ServerSocket door;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile long delayNanos;
  private volatile boolean cut;

  private SlowLink(ServerSocket door, int target) {
    this.door = door;
    this.target = target;
  }

  public static SlowLink to(int port) throws IOException {
    SlowLink link = new SlowLink(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
    Thread.ofVirtual().start(link::accept);
    return link;
  }

  public URI url() {
    return URI.create("redis://127.0.0.1:" + door.getLocalPort());
  }

  /** Each piece that travels waits this long, in both directions. */
  public void delay(Duration delay) {
    delayNanos = delay.toNanos();
  }

  /** Breaks all connections and refuses new ones, until {@link #mend}. */
  public void cut() {
    cut = true;
    open.forEach(SlowLink::quietly);
  }

  public void mend() {
    cut = false;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        join(door.accept());
      } catch (IOException e) {
        // Only an accept fails here, and only because the door was closed.
        quietly(door);
      }
    }
  }

  private void join(Socket near) throws IOException {
    if (cut) {
      near.close();
      return;
    }
    Socket far;
    try {
      far = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException e) {
      // Redis is down: the client sees a broken connection.
      near.close();
      return;
    }
    open.add(near);
    open.add(far);
    Thread.ofVirtual().start(() -> pump(near, far));
    Thread.ofVirtual().start(() -> pump(far, near));
  }

  private void pump(Socket from, Socket to) {
    byte[] piece = new byte[16 * 1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        if (delayNanos > 0) {
          LockSupport.parkNanos(delayNanos);
        }
        out.write(piece, 0, n);
      }
    } catch (IOException broken) {
      // Both ends are closed by the try.
      open.remove(from);
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void quietly(java.io.Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("a socket closes", e);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    open.forEach(SlowLink::quietly);
  }
}
