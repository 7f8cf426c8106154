package io.linkmic.node.edge;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.ice.Path;
import io.linkmic.rtc.peer.Input;
import io.linkmic.rtc.peer.PeerConfig;
import io.linkmic.rtc.peer.PeerEvent;
import io.linkmic.rtc.peer.Peers;
import io.linkmic.rtc.stun.StunMessage;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One UDP port for all hosts, demultiplexed by RFC 7983 and ICE user name fragment. */
public final class UdpEdge implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UdpEdge.class);
  // Media keeps below 1280; anything longer than an Ethernet frame is not for us.
  private static final int MAX_DATAGRAM = 1536;
  // Per system call (recvmmsg) and socket: at 80 streams some 25 arrive within a millisecond, 3 at
  // each socket. Every place costs some 0.1 µs of each call, whether a datagram comes or not.
  private static final int DATAGRAMS_PER_READ = 8;
  // From one socket before the others have their turn.
  private static final int DATAGRAMS_PER_TURN = 2 * DATAGRAMS_PER_READ;
  // The kernel spreads the hosts over the sockets of one port, each with a receive buffer of its
  // own: with the usual rmem_max of 208 KB one buffer would hold 4 ms of 80 streams, less than a
  // GC pause.
  private static final int SOCKETS = 8;
  private static final long STATS_NANOS = 250_000_000;

  private final MonotonicClock clock;
  private final SecureRandom random;
  private final EdgeCounters counters = new EdgeCounters();
  private final EventLoopGroup group;
  private final EventLoop loop;
  private final List<Channel> channels = new ArrayList<>();
  private final Channel channel;
  private final InetSocketAddress local;
  private final Map<String, EdgePeer> byUfrag = new HashMap<>();
  private final Map<InetSocketAddress, EdgePeer> byAddress = new HashMap<>();
  private final Set<EdgePeer> peers = new LinkedHashSet<>();
  private final EdgeTimer timer;
  private final Gathering gathering = new Gathering(System::nanoTime, LockSupport::parkNanos);
  private volatile int open;
  private long statsAt;

  /**
   * Opens the port.
   *
   * @throws EdgeBindException if it is taken
   */
  public UdpEdge(InetSocketAddress bind, MonotonicClock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
    boolean epoll = Epoll.isAvailable();
    var threads = new DefaultThreadFactory("edge", true);
    group =
        new MultiThreadIoEventLoopGroup(
            1,
            threads,
            epoll ? EpollIoHandler.newFactory(0, () -> gathering) : NioIoHandler.newFactory());
    loop = group.next();
    try {
      // Alone first: with SO_REUSEPORT a second node on the same port would go unnoticed.
      Channel alone = bootstrap(epoll, false).bind(bind).sync().channel();
      InetSocketAddress chosen = (InetSocketAddress) alone.localAddress();
      if (epoll) {
        alone.close().sync();
        for (int i = 0; i < SOCKETS; i++) {
          channels.add(bootstrap(true, true).bind(chosen).sync().channel());
        }
      } else {
        channels.add(alone);
      }
      channel = channels.getFirst();
    } catch (Exception e) {
      var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new EdgeBindException(bind, e);
    }
    local = (InetSocketAddress) channel.localAddress();
    timer = new EdgeTimer(loop, System::nanoTime, this::wakePeers);
  }

  private Bootstrap bootstrap(boolean epoll, boolean shared) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(epoll ? EpollDatagramChannel.class : NioDatagramChannel.class)
            .option(ChannelOption.SO_RCVBUF, 4 << 20)
            .option(ChannelOption.SO_SNDBUF, 4 << 20)
            .handler(new Receiver());
    if (epoll) {
      bootstrap
          .option(EpollChannelOption.SO_REUSEPORT, shared)
          .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_DATAGRAM)
          .option(
              ChannelOption.RECVBUF_ALLOCATOR,
              new FixedRecvByteBufAllocator(MAX_DATAGRAM * DATAGRAMS_PER_READ)
                  .maxMessagesPerRead(DATAGRAMS_PER_TURN));
    } else {
      bootstrap.option(
          ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM));
    }
    return bootstrap;
  }

  /** Where the socket is bound. */
  public InetSocketAddress address() {
    return local;
  }

  public EdgeCounters counters() {
    return counters;
  }

  public MonotonicClock clock() {
    return clock;
  }

  /** Makes a peer that waits for its host's ICE checks. Any thread. */
  public CompletionStage<EdgePeer> open(PeerConfig config, PeerListener listener) {
    CompletableFuture<EdgePeer> opened = new CompletableFuture<>();
    run(() -> {
      try {
        opened.complete(openOnLoop(config, listener));
      } catch (RuntimeException bug) {
        counters.peerFaults.increment();
        LOG.error("Peer cannot be made", bug);
        opened.completeExceptionally(bug);
        listener.on(new PeerEvent.Closed(clock.now(), PeerEvent.CloseReason.LOCAL));
      }
    });
    return opened;
  }

  /** Peers that are open. Any thread. */
  public int peers() {
    return open;
  }

  private EdgePeer openOnLoop(PeerConfig config, PeerListener listener) {
    var engine = Peers.create(config, random, clock.now());
    EdgePeer peer = new EdgePeer(this, engine, config.localIce().ufrag(), null, listener);
    byUfrag.put(config.localIce().ufrag(), peer);
    begin(peer);
    return peer;
  }

  private void begin(EdgePeer peer) {
    peers.add(peer);
    open = peers.size();
    peer.handle(new Input.Wakeup(clock.now()));
    timer.wish(System.nanoTime() + STATS_NANOS);
  }

  /**
   * Makes a peer that knocks at another node. It has a socket of its own on a free port: two nodes
   * that pull several streams from each other would else have all of them between the same two
   * addresses, and could not tell them apart. Any thread; the listener hears {@link
   * PeerEvent.Closed} also if there is no socket to be had.
   *
   * @param config without {@code iceLite}
   */
  public CompletionStage<EdgePeer> knock(PeerConfig config, PeerListener listener) {
    CompletableFuture<EdgePeer> opened = new CompletableFuture<>();
    KnockingSocket receiver = new KnockingSocket(counters, clock);
    var _ =
        bootstrap(Epoll.isAvailable(), false)
            .handler(receiver)
            .bind(local.getAddress(), 0)
            .addListener((ChannelFuture bound) -> {
              if (bound.isSuccess()) {
                opened.complete(knockFrom(bound.channel(), receiver, config, listener));
              } else {
                LOG.warn("No socket to pull a stream with: {}", bound.cause().toString());
                opened.completeExceptionally(bound.cause());
                listener.on(new PeerEvent.Closed(clock.now(), PeerEvent.CloseReason.LOCAL));
              }
            });
    return opened;
  }

  private EdgePeer knockFrom(
      Channel socket, KnockingSocket receiver, PeerConfig config, PeerListener listener) {
    InetSocketAddress from = (InetSocketAddress) socket.localAddress();
    var engine = Peers.create(config, from, random, clock.now());
    EdgePeer peer = new EdgePeer(this, engine, config.localIce().ufrag(), socket, listener);
    receiver.belongsTo(peer, from);
    begin(peer);
    return peer;
  }

  /** Runs on the event loop; after {@link #close} nothing runs. */
  void run(Runnable action) {
    try {
      loop.execute(() -> {
        action.run();
        channel.flush();
      });
    } catch (RejectedExecutionException closed) {
      // The node is shutting down: there is no peer left to act on.
    }
  }

  void send(EdgePeer peer, InetSocketAddress remote, Bytes data) {
    Channel own = peer.socket;
    if (own != null) {
      write(own, remote, data);
      own.flush(); // who pulls sends little: reports and requests
      return;
    }
    InetSocketAddress oldest = peer.owns(remote);
    if (oldest != null) {
      byAddress.remove(oldest, peer);
    }
    byAddress.put(remote, peer);
    write(channel, remote, data);
  }

  private void write(Channel socket, InetSocketAddress remote, Bytes data) {
    counters.datagramsOut.increment();
    counters.bytesOut.add(data.length());
    ByteBuf buffer = Unpooled.wrappedBuffer(data.array(), data.arrayOffset(), data.length());
    var _ = socket.write(new DatagramPacket(buffer, remote), socket.voidPromise());
  }

  /** The kernel's send buffer is full, and ours behind it. */
  boolean blocked() {
    return !channel.isWritable();
  }

  void alsoKnownAs(EdgePeer peer, String ufrag) {
    if (peers.contains(peer)) {
      peer.ufrags.add(ufrag);
      byUfrag.put(ufrag, peer);
    }
  }

  void forget(EdgePeer peer) {
    peers.remove(peer);
    open = peers.size();
    peer.ufrags.forEach(ufrag -> byUfrag.remove(ufrag, peer));
    peer.addresses.forEach(address -> byAddress.remove(address, peer));
    if (peer.socket != null) {
      var _ = peer.socket.close();
    }
  }

  /** A peer waits for this. */
  void wakeAt(Instant when) {
    timer.wish(clock.nanoTime(when));
  }

  private void wakePeers() {
    Instant now = clock.now();
    long nanos = System.nanoTime();
    boolean refresh = nanos - statsAt >= STATS_NANOS;
    if (refresh) {
      statsAt = nanos;
    }
    for (EdgePeer peer : List.copyOf(peers)) {
      try {
        peer.wake(now);
        if (refresh) {
          peer.refreshStats();
        }
      } catch (RuntimeException | Error bug) {
        // Out of here it would end the timer of every peer.
        counters.peerFaults.increment();
        LOG.error("Peer failed at its timer", bug);
      }
    }
    channel.flush();
    for (EdgePeer peer : peers) {
      Instant wish = peer.wakeAt();
      if (wish != null) {
        wakeAt(wish);
      }
    }
    if (!peers.isEmpty()) {
      timer.wish(statsAt + STATS_NANOS);
    }
  }

  @Override
  public void close() {
    loop.submit(
            () -> {
              for (EdgePeer peer : new ArrayList<>(peers)) {
                peer.handle(new Input.Close(clock.now()));
              }
              channel.flush();
            })
        .awaitUninterruptibly(2, TimeUnit.SECONDS);
    for (Channel socket : channels) {
      socket.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }

  /** One for each socket. */
  private final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {
    private int taken;

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      ByteBuf content = packet.content();
      int length = content.readableBytes();
      counters.datagramsIn.increment();
      counters.bytesIn.add(length);
      gathering.datagram();
      taken++;
      if (length < 2) {
        return;
      }
      byte[] data = new byte[length];
      content.readBytes(data);
      Bytes bytes = Bytes.wrap(data);
      EdgePeer peer = peerFor(packet.sender(), bytes);
      if (peer != null) {
        peer.handle(new Input.Datagram(clock.now(), new Path(local, packet.sender()), bytes));
      }
    }

    private @Nullable EdgePeer peerFor(InetSocketAddress sender, Bytes data) {
      // RFC 7983: 0–3 is STUN. A check may come from any address; its user name says whose it is.
      if (data.u8(0) > 3) {
        EdgePeer peer = byAddress.get(sender);
        if (peer == null) {
          counters.unknownSender.increment();
        }
        return peer;
      }
      Optional<String> user = StunMessage.unverifiedUsername(data);
      // RFC 8445 §7.2.2: "ours:theirs".
      EdgePeer peer = user.map(name -> byUfrag.get(name.split(":", 2)[0])).orElse(null);
      if (peer == null) {
        counters.unknownUfrag.increment();
      }
      return peer;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      gathering.read(taken < DATAGRAMS_PER_TURN);
      taken = 0;
      context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // ICMP port-unreachable surfaces here on connected paths; the peer's consent timer decides.
    }
  }
}
