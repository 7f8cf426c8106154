package io.linkmic.node.mix;

import io.linkmic.contract.layout.Layout;
import io.linkmic.media.encode.VideoEncoder;
import io.linkmic.media.picture.Canvas;
import io.linkmic.node.program.PictureMix;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One room's mixed picture. The room's thread says who and how; a thread of its own draws and
 * encodes one frame per interval, whatever the hosts do: what is late is shown later, what is
 * missing stays as it was. Owns that thread and, through it, canvas, encoder and lanes.
 */
final class CanvasMix implements PictureMix {
  private static final long NEVER = Long.MAX_VALUE;
  // Several receivers that join or lose something within this time share one key frame.
  private static final long KEY_FRAME_MICROS = 500_000;
  private static final long IDLE_NANOS = 5_000_000;
  private static final String TOO_SLOW =
      "This machine is too slow for all frames of the mix: every ";

  private final Format format;
  private final long lead;
  private final Listener listener;
  private final MixKit kit;
  private final Thread thread;
  // The room's thread only.
  private final Map<String, Lane> lanes = new HashMap<>();
  private List<Member> members = List.of();
  private @Nullable String activeSpeaker;
  private Layout layout = Layout.DEFAULT;
  private long scenes;
  // From the room's thread to the mix's.
  private volatile Scene scene = new Scene(0, Layout.DEFAULT, List.of(), null, Map.of());
  private volatile long startAt = NEVER;
  private volatile long stopAt = NEVER;
  private volatile boolean keyFrame;
  private volatile boolean closed;
  private volatile int bitrate;
  // The mix's thread only.
  private Scene seen = scene;
  private long keyFrameAt;
  private int encodedBitrate;
  private final Pace pace;
  private final Arrears arrears = new Arrears();
  // From the mix's thread to whoever asks.
  private final AtomicLong missed = new AtomicLong();
  private volatile int step = 1;
  private final MixDelay delay = new MixDelay();
  private final SmallEncode small;

  CanvasMix(String name, Format format, long lead, Listener listener, MixKit kit) {
    this.format = format;
    this.lead = lead;
    this.listener = listener;
    this.kit = kit;
    this.bitrate = format.bitrate();
    this.pace = new Pace(kit.degradation() == MixSettings.Degradation.FRAME_RATE);
    this.small = new SmallEncode(format, listener, kit);
    this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  @Override
  public void members(List<Member> wanted, @Nullable String speaker) {
    members = List.copyOf(wanted);
    activeSpeaker = speaker;
    lanes
        .entrySet()
        .removeIf(lane -> {
          boolean gone = members.stream().noneMatch(m -> m.participantId().equals(lane.getKey()));
          if (gone) {
            lane.getValue().close();
          }
          return gone;
        });
    show();
  }

  @Override
  public void layout(Layout wanted) {
    layout = wanted;
    show();
  }

  private void show() {
    scene =
        new Scene(
            ++scenes,
            layout,
            members.stream().filter(Member::placed).toList(),
            activeSpeaker,
            Map.copyOf(lanes));
  }

  @Override
  public void picture(String participantId, AccessUnit unit, long at, long arrivedNanos) {
    Lane lane = lanes.get(participantId);
    if (lane == null) {
      lane = new Lane(participantId, kit.decoding(), this::now, listener, kit::pictureMissed);
      lanes.put(participantId, lane);
      show();
    }
    lane.offer(unit, at, arrivedNanos);
  }

  @Override
  public void anew(String participantId) {
    // The decoder takes up another stream at any IDR.
  }

  @Override
  public void start(long at) {
    startAt = at;
    LockSupport.unpark(thread);
  }

  @Override
  public void stop(long at) {
    stopAt = at;
    LockSupport.unpark(thread);
  }

  @Override
  public void keyFrame() {
    keyFrame = true;
  }

  @Override
  public void small(int bitsPerSecond, boolean idr) {
    small.want(bitsPerSecond, idr);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    kit.closed();
    lanes.values().forEach(Lane::close);
    LockSupport.unpark(thread);
  }

  private void run() {
    FrameClock rate = FrameClock.of(0, format.frameRate());
    try (Canvas canvas = new Canvas(format.width(), format.height());
        Painter painter = new Painter(canvas, kit.images());
        VideoEncoder encoder = kit.encoder(format, rate)) {
      while (!closed && startAt == NEVER) {
        LockSupport.parkNanos(this, IDLE_NANOS);
        follow();
      }
      frames(painter, encoder, FrameClock.of(startAt, format.frameRate()));
    } catch (RuntimeException | Error failure) {
      kit.failed(failure);
      listener.happened(new Event.Failed(String.valueOf(failure.getMessage())));
    } finally {
      abandon();
    }
  }

  private void frames(Painter painter, VideoEncoder encoder, FrameClock frames) {
    long frame = 0;
    while (!closed) {
      long at = frames.at(frame);
      if (at >= stopAt) {
        listener.happened(new Event.Stopped());
        return;
      }
      long due = at + frames.interval() / 2;
      delay.follow(seen.lanes().values());
      await(due + delay.micros());
      long late = now() - due - delay.micros();
      long interval = frames.interval() * pace.step();
      if (stopAt == NEVER && !arrears.drawn(late, interval)) {
        // Behind by whole frames: they are left out, their places stay free.
        miss(late / interval);
        frame += late / interval * pace.step();
        continue;
      }
      long began = now();
      painter.paint(follow(), due);
      encode(painter, painter.shown(), encoder, frames, frame);
      if (pace.made(at, now() - began, frames.interval())) {
        paced(pace.step());
      }
      frame += pace.step();
    }
  }

  private void miss(long frames) {
    kit.missed(frames);
    missed.addAndGet(frames);
    pace.missed(frames);
  }

  private void paced(int wanted) {
    int before = step;
    step = wanted;
    kit.degraded().addAndGet((wanted > 1 ? 1 : 0) - (before > 1 ? 1 : 0));
    kit.bitrate().addAndGet(encodedBitrate / wanted - encodedBitrate / before);
    if (!closed) {
      listener.happened(new Event.Degraded(degraded()));
    }
  }

  private @Nullable String degraded() {
    return switch (step) {
      case 1 -> null;
      case 2 -> TOO_SLOW + "second one is drawn.";
      case 3 -> TOO_SLOW + "third one is drawn.";
      default -> TOO_SLOW + "fourth one is drawn.";
    };
  }

  @Override
  public void bitrate(int bitsPerSecond) {
    bitrate = bitsPerSecond;
  }

  @Override
  public Figures figures() {
    int now = step;
    return new Figures(format.frameRate() / now, bitrate / now, missed.get(), degraded());
  }

  private void follow(VideoEncoder encoder) {
    int wanted = bitrate;
    if (wanted != encodedBitrate) {
      encoder.bitrate(wanted);
      kit.bitrate().addAndGet(wanted / step - encodedBitrate / step);
      encodedBitrate = wanted;
    }
  }

  private void encode(
      Painter painter, Canvas canvas, VideoEncoder encoder, FrameClock frames, long frame) {
    long at = frames.at(frame);
    // The encoder counts the frames it gets; where some are left out, the distance would grow.
    boolean idr =
        (keyFrame && at - keyFrameAt > KEY_FRAME_MICROS)
            || at - keyFrameAt >= format.gopMicros() - frames.interval() / 2;
    if (idr || encoder.changesBitrate()) {
      follow(encoder);
    }
    long newest = painter.newestNanos();
    encoder.encode(
        canvas,
        frame,
        idr,
        (nalUnits, isIdr, pts) -> {
          if (isIdr) {
            keyFrameAt = at;
            keyFrame = false;
          }
          listener.happened(
              new Event.Mixed(Bytes.wrap(nalUnits), isIdr, at, newest, painter.described()));
        });
    kit.mixed(newest);
    small.picture(canvas, frame, at);
  }

  /** As pictures' places count. */
  private long now() {
    return kit.micros().getAsLong() + lead;
  }

  /** Until a time comes, or there is no reason to wait any longer. */
  private void await(long wanted) {
    long left;
    while (!closed && stopAt == NEVER && (left = wanted - now()) > 0) {
      LockSupport.parkNanos(this, left * 1000);
    }
  }

  /** The newest scene; lanes that are not in it any more are let go. */
  private Scene follow() {
    Scene now = scene;
    if (now.number() != seen.number()) {
      for (Lane lane : seen.lanes().values()) {
        if (!now.lanes().containsValue(lane)) {
          lane.release();
        }
      }
      seen = now;
    }
    return now;
  }

  private void abandon() {
    small.close();
    kit.bitrate().addAndGet(-encodedBitrate / step);
    kit.degraded().addAndGet(step > 1 ? -1 : 0);
    follow();
    seen.lanes().values().forEach(Lane::abandon);
  }
}
