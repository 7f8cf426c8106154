package io.linkmic.benchmarks;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Asks mcu-dns for nodes over connections that stay open, one request at a time on each, on one
 * thread. Either as fast as answers come, or at a given rate; then a latency counts from when the
 * request was due, also when all connections were busy.
 */
// Futures of a channel: one that fails has closed the channel, which ends the run.
@SuppressWarnings("FutureReturnValueIgnored")
final class DnsClient implements AutoCloseable {
  private static final byte[] HEAD = bytes("GET /v1/nodes/select?roomId=");
  private static final byte[] TAIL = bytes("\r\n\r\n");
  private static final long TICK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
  private static final int OK = '2';

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final DnsOptions options;
  private final byte[] host;
  private final Random random = new Random(7);
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Deque<Long> due = new ArrayDeque<>();
  private final Map<String, Integer> failures = new TreeMap<>();
  private Latencies latencies = new Latencies();
  private boolean paced;
  private boolean stopped;
  private long began;
  private long sent;
  private long fresh;
  private int closed;

  DnsClient(DnsOptions options, int port) throws InterruptedException {
    this.options = options;
    this.host = bytes(" HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nX-Forwarded-For: ");
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(EpollSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Connection(channel));
                  }
                });
    for (int i = 0; i < options.connections(); i++) {
      bootstrap.connect("127.0.0.1", port).sync();
    }
  }

  /** What came of one run. */
  record Figures(Latencies latencies, double seconds, Map<String, Integer> failures) {
    double perSecond() {
      return latencies.count() / seconds;
    }
  }

  /**
   * @param atRate paced by the options' rate, else as fast as answers come
   */
  Figures run(boolean atRate, int seconds) throws Exception {
    loop.submit(() -> begin(atRate)).get();
    long from = System.nanoTime();
    java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
    while (System.nanoTime() - from < TimeUnit.SECONDS.toNanos(seconds)) {
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }
    return loop.submit(
            () -> {
              if (closed > 0) {
                throw new IllegalStateException(closed + " connections were closed: " + failures);
              }
              stopped = true;
              due.clear();
              return new Figures(
                  latencies, (System.nanoTime() - began) / 1e9, Map.copyOf(failures));
            })
        .get();
  }

  private void begin(boolean atRate) {
    latencies = new Latencies();
    failures.clear();
    paced = atRate;
    stopped = false;
    began = System.nanoTime();
    sent = 0;
    if (paced) {
      loop.schedule(this::tick, TICK_NANOS, TimeUnit.NANOSECONDS);
    } else {
      while (!idle.isEmpty()) {
        idle.removeFirst().send(System.nanoTime());
      }
    }
  }

  private void tick() {
    if (stopped) {
      return;
    }
    long now = System.nanoTime();
    long target = (now - began) * options.rate() / 1_000_000_000L;
    for (; sent < target; sent++) {
      due.addLast(began + sent * 1_000_000_000L / options.rate());
    }
    while (!due.isEmpty() && !idle.isEmpty()) {
      idle.removeFirst().send(due.removeFirst());
    }
    loop.schedule(this::tick, TICK_NANOS, TimeUnit.NANOSECONDS);
  }

  private void answered(Connection connection, long since, int firstDigit, String status) {
    if (stopped) {
      idle.addLast(connection);
      return;
    }
    latencies.add(System.nanoTime() - since);
    if (firstDigit != OK) {
      failures.merge(status, 1, Integer::sum);
    }
    if (!paced) {
      connection.send(System.nanoTime());
    } else if (due.isEmpty()) {
      idle.addLast(connection);
    } else {
      connection.send(due.removeFirst());
    }
  }

  /** A client of one of 65,000 addresses that asks for a room that runs, or for a new one. */
  private void write(ByteBuf out) {
    out.writeBytes(HEAD);
    if (random.nextInt(100) < options.newRooms()) {
      // Two hosts of each new room ask.
      ascii(out.writeByte('n').writeByte('-'), fresh++ / 2);
    } else {
      out.writeCharSequence("room-", StandardCharsets.US_ASCII);
      ascii(out, random.nextInt(options.rooms()));
    }
    int address = random.nextInt(1 << 16);
    out.writeBytes(host);
    ascii(out.writeByte('1').writeByte('0').writeByte('.'), address >> 14);
    ascii(out.writeByte('.'), (address >> 8) & 63);
    ascii(out.writeByte('.'), address & 255);
    out.writeBytes(TAIL);
  }

  private static void ascii(ByteBuf out, long number) {
    if (number >= 10) {
      ascii(out, number / 10);
    }
    out.writeByte((int) ('0' + number % 10));
  }

  /** One connection; reads no more of an answer than it must. */
  private final class Connection extends SimpleChannelInboundHandler<ByteBuf> {
    private static final byte[] LENGTH = bytes("content-length:");
    private final Channel channel;
    private long since;
    private int left;
    private int digit;
    private String status = "";

    Connection(Channel channel) {
      this.channel = channel;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      idle.addLast(this);
    }

    void send(long from) {
      since = from;
      ByteBuf request = channel.alloc().directBuffer(256);
      write(request);
      channel.writeAndFlush(request, channel.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf read) {
      if (left == 0) {
        head(read);
      }
      left -= read.readableBytes();
      if (left < 0) {
        throw new IllegalStateException("an answer is longer than it said");
      }
      if (left == 0) {
        answered(this, since, digit, status);
      }
    }

    /** An answer's head comes in one piece: the server writes it so. */
    private void head(ByteBuf read) {
      digit = read.getByte(read.readerIndex() + 9);
      status = digit == OK ? "" : text(read, read.readerIndex() + 9, 3);
      int at = indexOf(read, LENGTH) + LENGTH.length;
      while (read.getByte(at) == ' ') {
        at++;
      }
      int length = 0;
      for (int c = read.getByte(at); c >= '0' && c <= '9'; c = read.getByte(++at)) {
        length = length * 10 + c - '0';
      }
      read.readerIndex(indexOf(read, TAIL) + TAIL.length);
      left = length;
    }

    private static String text(ByteBuf read, int at, int length) {
      return read.toString(at, length, StandardCharsets.US_ASCII);
    }

    private static int indexOf(ByteBuf in, byte[] words) {
      int last = in.writerIndex() - words.length;
      for (int i = in.readerIndex(); i <= last; i++) {
        int j = 0;
        while (j < words.length && in.getByte(i + j) == words[j]) {
          j++;
        }
        if (j == words.length) {
          return i;
        }
      }
      throw new IllegalStateException(
          "an answer without " + new String(words, StandardCharsets.US_ASCII));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      closed++;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      failures.merge(String.valueOf(cause.getMessage()), 1, Integer::sum);
      ctx.close();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
