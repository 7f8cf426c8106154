package io.linkmic.node.program;

import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.program.ProgramStatus.MixFigures;
import io.linkmic.rtc.codec.AccessUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The program's side of one mix, from its warm-up to its end: who is in it, from when on it is the
 * program, and until when. The room's thread only.
 */
final class MixRun implements AutoCloseable {
  // A host that sends no key frame when asked does not keep the others out.
  private static final long WARM_UP_MICROS = 1_000_000;
  // A frame shows what was captured up to half an interval after its time. So that the host on air
  // waits least, its pictures come just before that: 2 ms for a network's unevenness.
  private static final long PHASE_MICROS = 2_000;

  private enum Phase {
    WARMING,
    STARTING,
    ON,
    STOPPING,
    STOPPED
  }

  private final PictureMix mix;
  private final long openedAt;
  private final long interval;
  private final Set<String> fed = new HashSet<>();
  private final Set<String> ready = new HashSet<>();
  private final VideoConfigs configs = new VideoConfigs();
  private List<PictureMix.Member> members = List.of();
  private @Nullable String speaker;
  private Phase phase = Phase.WARMING;
  private long startAt = Long.MAX_VALUE;
  private long stopAt = Long.MAX_VALUE;
  private @Nullable Host successor;

  MixRun(
      PictureMix.Gate gate,
      PictureMix.Format format,
      long lead,
      Consumer<MixNews> listener,
      long now) {
    this.mix = gate.open(format, lead, event -> listener.accept(new MixNews(this, event)));
    this.openedAt = now;
    this.interval = Math.round(1_000_000 / format.frameRate());
  }

  void members(List<PictureMix.Member> wanted, @Nullable String activeSpeaker) {
    if (wanted.equals(members) && Objects.equals(activeSpeaker, speaker)) {
      return;
    }
    members = wanted;
    speaker = activeSpeaker;
    Set<String> ids = new HashSet<>();
    wanted.forEach(member -> ids.add(member.participantId()));
    fed.retainAll(ids);
    ready.retainAll(ids);
    mix.members(wanted, activeSpeaker);
  }

  void layout(Layout layout) {
    mix.layout(layout);
  }

  /** Whether the member's pictures go in already. */
  boolean feeds(String participantId) {
    return fed.contains(participantId);
  }

  /** Feeds what was lined up, from its IDR on. */
  void begin(LineUp lineUp, long now) {
    for (LineUp.Waiting waiting : lineUp.waiting()) {
      if (waiting instanceof LineUp.Picture p) {
        Source source = lineUp.source();
        long at = source.pictureAt(p.unit().rtpTimestamp(), p.firstAt(), now);
        picture(source.participantId(), p.unit(), at, p.arrivedNanos());
      }
    }
  }

  /**
   * @return false when a key frame has to come first
   */
  boolean picture(String participantId, AccessUnit unit, long at, long arrivedNanos) {
    if (!fed.contains(participantId)) {
      if (!unit.idr() || members.stream().noneMatch(m -> m.participantId().equals(participantId))) {
        return false;
      }
      fed.add(participantId);
    }
    mix.picture(participantId, unit, at, arrivedNanos);
    return true;
  }

  /** The member's stream begins anew. */
  void anew(String participantId) {
    fed.remove(participantId);
    mix.anew(participantId);
  }

  void ready(String participantId) {
    ready.add(participantId);
  }

  /** Starts once all who are to be seen can be, or were waited for long enough. */
  void startIfWarm(OnAir air, long now) {
    if (phase != Phase.WARMING || ready.isEmpty()) {
      return;
    }
    boolean all =
        members.stream()
            .filter(PictureMix.Member::camera)
            .allMatch(m -> ready.contains(m.participantId()));
    if (all || now - openedAt > WARM_UP_MICROS) {
      phase = Phase.STARTING;
      startAt = air.lastShownAt() + interval / 2 + PHASE_MICROS;
      while (startAt < now + air.lead()) {
        startAt += interval;
      }
      mix.start(startAt);
    }
  }

  /** Whether the mix is to show what a forwarded picture of this time does. */
  boolean covers(long at) {
    return at >= startAt;
  }

  /** Whether the mix is what the audience sees. */
  boolean on() {
    return phase == Phase.ON || phase == Phase.STOPPING;
  }

  /** Ends before {@code at}, for {@code host} to go on. */
  void stop(long at, Host host) {
    phase = Phase.STOPPING;
    stopAt = at;
    successor = host;
    mix.stop(at);
  }

  boolean stopping() {
    return phase == Phase.STOPPING;
  }

  /** Who goes on after the stop. */
  @Nullable Host successor() {
    return successor;
  }

  /** Whether the picture belongs to the program. */
  boolean takes(PictureMix.Event.Mixed picture) {
    if (picture.at() >= stopAt) {
      return false;
    }
    if (picture.idr()) {
      configs.look(picture.nalUnits());
    }
    if (phase == Phase.STARTING && picture.idr()) {
      phase = Phase.ON;
    }
    return on() && configs.current() != null;
  }

  @Nullable VideoConfig config() {
    return configs.current();
  }

  /** bit/s, from the next picture on. */
  void bitrate(int wanted) {
    mix.bitrate(wanted);
  }

  /** Null while the audience does not see it. */
  @Nullable MixFigures figures(PictureMix.Encoder encoder) {
    VideoConfig config = configs.current();
    if (!on() || config == null) {
      return null;
    }
    PictureMix.Figures now = mix.figures();
    return new MixFigures(
        encoder.name(),
        encoder.reason(),
        config.width(),
        config.height(),
        now.frameRate(),
        now.bitrate(),
        now.missed(),
        now.degraded());
  }

  void keyFrame() {
    mix.keyFrame();
  }

  @Override
  public void close() {
    phase = Phase.STOPPED;
    mix.close();
  }
}
