package io.linkmic.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** HTTP-FLV viewers that read, measure and forget, all on one thread. */
final class Viewers implements AutoCloseable {
  private final Selector selector = Selector.open();
  private final List<Viewer> viewers = new ArrayList<>();
  private final Latencies latencies = new Latencies();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
  private final Thread thread = Thread.ofPlatform().name("viewers").daemon().unstarted(this::run);
  private volatile boolean running = true;
  private volatile boolean measuring;

  Viewers() throws IOException {}

  void add(int port, String streamKey, FrameClock clock) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    String request = "GET /live/" + streamKey + ".flv HTTP/1.1\r\nHost: bench\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    channel.configureBlocking(false);
    Viewer viewer = new Viewer(clock);
    viewers.add(viewer);
    channel.register(selector, SelectionKey.OP_READ, viewer);
  }

  void start() {
    thread.start();
  }

  void measure(boolean on) {
    if (on) {
      latencies.clear();
      viewers.forEach(v -> v.pictures.set(0));
    }
    measuring = on;
  }

  Latencies latencies() {
    return latencies;
  }

  /** Pictures each viewer got while measuring. */
  List<Long> pictures() {
    return viewers.stream().map(v -> v.pictures.get()).toList();
  }

  private void run() {
    try {
      while (running) {
        selector.select(
            key -> {
              try {
                read(key);
              } catch (IOException e) {
                key.cancel();
              }
            },
            200);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void read(SelectionKey key) throws IOException {
    SocketChannel channel = (SocketChannel) key.channel();
    buffer.clear();
    int n = channel.read(buffer);
    if (n < 0) {
      key.cancel();
      channel.close();
      return;
    }
    long now = System.nanoTime();
    ((Viewer) key.attachment()).feed(buffer.flip(), now);
  }

  @Override
  public void close() throws IOException {
    running = false;
    selector.wakeup();
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
  }

  /** One FLV stream: finds tag boundaries without keeping the media. */
  private final class Viewer {
    private final FrameClock clock;
    private final byte[] head = new byte[17];
    private boolean inBody;
    private int matched;
    private int have;
    private int skip = 13; // FLV header and the first PreviousTagSize
    private final AtomicLong pictures = new AtomicLong();
    private boolean chunked;
    private final StringBuilder headers = new StringBuilder();
    private int chunkLeft;
    private int chunkLine = -1;

    private Viewer(FrameClock clock) {
      this.clock = clock;
    }

    private void feed(ByteBuffer in, long now) {
      while (in.hasRemaining() && !inBody) {
        header((char) (in.get() & 0xFF));
      }
      while (in.hasRemaining()) {
        if (!chunked) {
          media(in, in.remaining(), now);
        } else if (chunkLeft > 0) {
          int n = Math.min(chunkLeft, in.remaining());
          media(in, n, now);
          chunkLeft -= n;
        } else {
          chunkHeader(in.get() & 0xFF);
        }
      }
    }

    private void header(char c) {
      headers.append(c);
      matched = c == "\r\n\r\n".charAt(matched) ? matched + 1 : c == '\r' ? 1 : 0;
      if (matched == 4) {
        inBody = true;
        chunked = headers.toString().toLowerCase(java.util.Locale.ROOT).contains("chunked");
      }
    }

    /** Hexadecimal length and line ends between chunks. */
    private void chunkHeader(int c) {
      int digit = Character.digit(c, 16);
      if (digit >= 0) {
        chunkLine = Math.max(0, chunkLine) * 16 + digit;
      } else if (c == '\n' && chunkLine >= 0) {
        chunkLeft = chunkLine;
        chunkLine = -1;
      }
    }

    private void media(ByteBuffer in, int length, long now) {
      int end = in.position() + length;
      while (in.position() < end) {
        if (skip > 0) {
          int n = Math.min(skip, end - in.position());
          in.position(in.position() + n);
          skip -= n;
          if (skip == 0) {
            tagComplete(now);
          }
          continue;
        }
        head[have++] = in.get();
        if (have == 16 || (have == 15 && size() < 5)) {
          skip = size() + 15 - have;
        }
      }
    }

    private int size() {
      return ((head[1] & 0xFF) << 16) | ((head[2] & 0xFF) << 8) | (head[3] & 0xFF);
    }

    private void tagComplete(long now) {
      if (have == 16 && head[0] == 9 && head[12] == 1) {
        pictures.incrementAndGet();
        long sent = clock.arrived(size() - 5);
        if (measuring && sent >= 0) {
          latencies.add(now - sent);
        }
      }
      have = 0;
    }
  }
}
