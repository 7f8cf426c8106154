package io.linkmic.benchmarks;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.ice.Path;
import io.linkmic.rtc.peer.Input;
import io.linkmic.rtc.peer.Output;
import io.linkmic.rtc.peer.PeerEvent;
import io.linkmic.rtc.peer.RtcPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One publishing host, or without media one who receives: our own client peer on a socket of its
 * own. The publishers' thread only.
 */
final class Publisher {
  private static final long PICTURE_NANOS = 1_000_000_000L / BenchMedia.FRAME_RATE;
  private static final long SOUND_NANOS = 20_000_000;

  private final @Nullable BenchMedia media;
  private final DatagramChannel channel;
  private final InetSocketAddress local;
  private final RtcPeer peer;
  private final String videoMid;
  private final String audioMid;
  private final FrameClock clock;
  private final ByteBuffer in = ByteBuffer.allocate(2048);
  private @Nullable Instant wakeAt;
  private final LongAdder received = new LongAdder();
  private boolean connected;
  private boolean closed;
  private long nextPictureAt;
  private long nextSoundAt;
  private long pictures;
  private long sounds;
  private long dueNanos;

  Publisher(
      @Nullable BenchMedia media,
      DatagramChannel channel,
      RtcPeer peer,
      String videoMid,
      String audioMid,
      FrameClock clock)
      throws IOException {
    this.media = media;
    this.channel = channel;
    this.local = (InetSocketAddress) channel.getLocalAddress();
    this.peer = peer;
    this.videoMid = videoMid;
    this.audioMid = audioMid;
    this.clock = clock;
    handle(new Input.Wakeup(Instant.EPOCH.plusNanos(System.nanoTime())));
  }

  boolean connected() {
    return connected;
  }

  boolean closed() {
    return closed;
  }

  /** Pictures so far. */
  long received() {
    return received.sum();
  }

  void readable() throws IOException {
    while (true) {
      in.clear();
      InetSocketAddress from = (InetSocketAddress) channel.receive(in);
      if (from == null) {
        return;
      }
      byte[] data = new byte[in.flip().remaining()];
      in.get(data);
      dueNanos = 0;
      handle(new Input.Datagram(now(), new Path(local, from), Bytes.wrap(data)));
    }
  }

  /** Does what is due; returns the {@code System.nanoTime()} of what is due next. */
  long act(long nanos) {
    if (nanos >= dueNanos) {
      dueNanos = actNow(nanos);
    }
    return dueNanos;
  }

  private long actNow(long nanos) {
    Instant due = wakeAt;
    if (due != null && !now().isBefore(due)) {
      wakeAt = null;
      handle(new Input.Wakeup(now()));
    }
    BenchMedia sent = media;
    if (connected && sent != null) {
      while (nextPictureAt <= nanos) {
        AccessUnit unit = sent.picture(pictures++);
        handle(new Input.SendVideo(now(), videoMid, unit));
        clock.sent(unit.nalUnits().length(), System.nanoTime());
        nextPictureAt += PICTURE_NANOS;
      }
      while (nextSoundAt <= nanos) {
        handle(new Input.SendAudio(now(), audioMid, sent.sound(sounds++)));
        nextSoundAt += SOUND_NANOS;
      }
    }
    long wake = wakeAt == null ? Long.MAX_VALUE : nanos(wakeAt);
    return connected && sent != null ? Math.min(wake, Math.min(nextPictureAt, nextSoundAt)) : wake;
  }

  void close() {
    handle(new Input.Close(now()));
  }

  private void handle(Input input) {
    peer.handle(input, this::output);
  }

  private void output(Output output) {
    switch (output) {
      case Output.Send(Path path, Bytes data) -> send(path, data);
      case Output.WakeAt(Instant when, var why) -> wakeAt = when;
      case Output.Emit(PeerEvent.Connected event) -> {
        connected = true;
        nextPictureAt = System.nanoTime();
        nextSoundAt = nextPictureAt;
      }
      case Output.Emit(PeerEvent.VideoReceived event) -> received.increment();
      case Output.Emit(PeerEvent.Closed event) -> {
        closed = true;
        connected = false;
      }
      case Output.Emit(PeerEvent other) -> {}
    }
  }

  private void send(Path path, Bytes data) {
    try {
      channel.send(ByteBuffer.wrap(data.array(), data.arrayOffset(), data.length()), path.remote());
    } catch (IOException unreachable) {
      // Loopback refuses while the node starts; ICE tries again.
    }
  }

  private static Instant now() {
    return Instant.EPOCH.plusNanos(System.nanoTime());
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
