package io.linkmic.benchmarks;

import io.linkmic.rtc.dtls.DtlsIdentity;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.peer.PeerConfig;
import io.linkmic.rtc.peer.Peers;
import io.linkmic.rtc.peer.RtcPeer;
import io.linkmic.rtc.rtp.MediaKind;
import io.linkmic.rtc.sdp.NegotiatedMedia;
import io.linkmic.rtc.sdp.NegotiatedSession;
import io.linkmic.rtc.sdp.OfferedMedia;
import io.linkmic.rtc.sdp.OfferedSession;
import io.linkmic.rtc.sdp.SdpApplied;
import io.linkmic.rtc.sdp.SdpOfferer;
import io.linkmic.rtc.sdp.SdpRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All publishers of a run, and those who watch a mix by WebRTC, on one thread. */
final class Publishers implements AutoCloseable {
  // Nothing is due more often than a picture of one of 100 streams.
  private static final long MAX_SLEEP_MILLIS = 5;

  /** Gets an answer for an offer, by WHIP. */
  interface Offer {
    String answer(String offerSdp) throws IOException, InterruptedException;
  }

  private final SecureRandom random = new SecureRandom();
  private final DtlsIdentity identity = DtlsIdentity.generate(random);
  private final Selector selector = Selector.open();
  private final List<Publisher> publishers = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Thread thread =
      Thread.ofPlatform().name("publishers").daemon().unstarted(this::run);
  private volatile boolean running = true;

  Publishers() throws IOException {
    thread.start();
  }

  /** Publishes one more stream. */
  void add(BenchMedia media, Offer offer, FrameClock clock)
      throws IOException, InterruptedException {
    connect(offer, media, clock);
  }

  /** One more who receives, and throws away what it gets. */
  void watch(Offer offer) throws IOException, InterruptedException {
    connect(offer, null, new FrameClock());
  }

  /** Pictures that all who watch have received. */
  long watched() {
    return publishers.stream().mapToLong(Publisher::received).sum();
  }

  private void connect(Offer offer, @Nullable BenchMedia media, FrameClock clock)
      throws IOException, InterruptedException {
    boolean sends = media != null;
    DatagramChannel channel = DatagramChannel.open();
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    channel.configureBlocking(false);
    InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
    OfferedSession offered =
        new OfferedSession(
            random.nextLong(1L << 62),
            1,
            IceCredentials.random(random),
            identity.fingerprint(),
            List.of(local),
            "bench",
            List.of(
                OfferedMedia.audio("0", random.nextInt() & 0xFFFFFFFFL).direction(sends, !sends),
                OfferedMedia.video(
                        "1", random.nextInt() & 0xFFFFFFFFL, random.nextInt() & 0xFFFFFFFFL)
                    .direction(sends, !sends)));
    String answer = offer.answer(SdpOfferer.offer(offered));
    NegotiatedSession session =
        switch (SdpOfferer.applyAnswer(offered, answer)) {
          case SdpRefused refused -> throw new IOException(refused.sentence());
          case SdpApplied.Applied(NegotiatedSession applied) -> applied;
        };
    PeerConfig config =
        new PeerConfig(
            false,
            offered.ice(),
            identity,
            session,
            Duration.ofMillis(500),
            Duration.ofMillis(200));
    tasks.add(() -> open(config, session, channel, local, media, clock));
    selector.wakeup();
  }

  private void open(
      PeerConfig config,
      NegotiatedSession session,
      DatagramChannel channel,
      InetSocketAddress local,
      @Nullable BenchMedia media,
      FrameClock clock) {
    try {
      Instant now = Instant.EPOCH.plusNanos(System.nanoTime());
      RtcPeer peer = Peers.create(config, local, random, now);
      Publisher publisher =
          new Publisher(
              media,
              channel,
              peer,
              mid(session, MediaKind.VIDEO),
              mid(session, MediaKind.AUDIO),
              clock);
      publishers.add(publisher);
      channel.register(selector, SelectionKey.OP_READ, publisher);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String mid(NegotiatedSession session, MediaKind kind) {
    return session.media().stream()
        .filter(m -> m.kind() == kind)
        .map(NegotiatedMedia::mid)
        .findFirst()
        .orElseThrow();
  }

  long connected() {
    return publishers.stream().filter(Publisher::connected).count();
  }

  long closed() {
    return publishers.stream().filter(Publisher::closed).count();
  }

  /** Waits until so many are connected. */
  void awaitConnected(int count) throws IOException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (connected() < count) {
      if (System.nanoTime() > until) {
        throw new IOException(
            "only " + connected() + " of " + count + " hosts connected within 30 s");
      }
      Bench.sleep(Duration.ofMillis(100));
    }
  }

  private void run() {
    try {
      while (running) {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        long now = System.nanoTime();
        long next = Long.MAX_VALUE;
        for (Publisher publisher : publishers) {
          next = Math.min(next, publisher.act(now));
        }
        // A millisecond late at most: hosts are not more exact, and this thread must not spin.
        long millis = Math.clamp((next - System.nanoTime()) / 1_000_000, 1, MAX_SLEEP_MILLIS);
        selector.select(Publishers::read, millis);
      }
      publishers.forEach(Publisher::close);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void read(SelectionKey key) {
    try {
      ((Publisher) key.attachment()).readable();
    } catch (IOException refused) {
      // The node is not there yet, or no longer.
    }
  }

  @Override
  public void close() throws InterruptedException, IOException {
    running = false;
    selector.wakeup();
    thread.join(3000);
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
  }
}
