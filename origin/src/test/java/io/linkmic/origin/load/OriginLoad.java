package io.linkmic.origin.load;

import io.linkmic.origin.testing.Clip;
import io.linkmic.origin.testing.RtmpPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes a clip N times and lets M viewers watch each, reading and throwing away; prints the CPU
 * time of the origin's process. A main of its own, in a process of its own.
 *
 * <p>Arguments: process id of the origin, its RTMP port, its HTTP port, an FLV file, streams,
 * viewers per stream, seconds.
 */
public final class OriginLoad {
  private static final double TICKS_PER_SECOND = 100;

  private final int httpPort;
  private final Selector selector = Selector.open();
  private final ByteBuffer trash = ByteBuffer.allocateDirect(256 * 1024);
  private long bytes;

  private OriginLoad(int httpPort) throws IOException {
    this.httpPort = httpPort;
  }

  public static void main(String[] arguments) throws Exception {
    long process = Long.parseLong(arguments[0]);
    int rtmpPort = Integer.parseInt(arguments[1]);
    Clip clip = Clip.read(Path.of(arguments[3]));
    int streams = Integer.parseInt(arguments[4]);
    int viewers = Integer.parseInt(arguments[5]);
    int seconds = Integer.parseInt(arguments[6]);
    OriginLoad load = new OriginLoad(Integer.parseInt(arguments[2]));
    for (int i = 0; i < streams; i++) {
      String key = "load" + i;
      int offset = i * 1000 / streams;
      Thread.ofPlatform().daemon().start(() -> publish(rtmpPort, key, clip, offset));
    }
    load.readFor(2);
    for (int i = 0; i < streams * viewers; i++) {
      load.watch("load" + i % streams);
    }
    load.readFor(8);
    double cpuBefore = cpuSeconds(process);
    long bytesBefore = load.bytes;
    long begin = System.nanoTime();
    load.readFor(seconds);
    double elapsed = (System.nanoTime() - begin) / 1e9;
    double cpu = 1000 * (cpuSeconds(process) - cpuBefore) / elapsed;
    System.out.printf(
        Locale.ROOT,
        "{\"streams\":%d,\"viewersPerStream\":%d,\"cpuMsPerStreamSecond\":%.2f,"
            + "\"cpuMsPerViewerSecond\":%.3f,\"kbitPerViewer\":%.0f}%n",
        streams,
        viewers,
        cpu / streams,
        viewers == 0 ? 0 : cpu / streams / viewers,
        viewers == 0 ? 0 : (load.bytes - bytesBefore) * 8 / elapsed / 1000 / streams / viewers);
    System.exit(0);
  }

  private static void publish(int port, String key, Clip clip, int offsetMillis) {
    try (RtmpPeer peer = new RtmpPeer(port)) {
      peer.publish(key);
      long begin = System.nanoTime() + offsetMillis * 1_000_000L;
      int length = clip.tags().getLast().timestamp() + 33;
      for (int loop = 0; ; loop++) {
        for (Clip.Tag tag : clip.tags()) {
          int timestamp = loop * length + tag.timestamp();
          long due = begin + timestamp * 1_000_000L;
          for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
          }
          peer.tag(tag.typeId(), timestamp, tag.body());
        }
      }
    } catch (IOException e) {
      System.err.println(key + ": " + e);
    }
  }

  private void watch(String key) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), httpPort));
    String request = "GET /live/" + key + ".flv HTTP/1.1\r\nHost: x\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
  }

  private void readFor(int seconds) throws IOException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    List<SelectionKey> closed = new ArrayList<>();
    while (System.nanoTime() < end) {
      selector.select(key -> read(key, closed), 50);
      if (!closed.isEmpty()) {
        throw new IOException("a viewer was disconnected");
      }
    }
  }

  private void read(SelectionKey key, List<SelectionKey> closed) {
    try {
      trash.clear();
      int count = ((SocketChannel) key.channel()).read(trash);
      if (count < 0) {
        closed.add(key);
        key.cancel();
      }
      bytes += Math.max(0, count);
    } catch (IOException e) {
      closed.add(key);
      key.cancel();
    }
  }

  /** User and system time, from /proc: 14th and 15th field, in ticks. */
  private static double cpuSeconds(long process) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }
}
