package io.linkmic.node.program;

import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.program.ProgramStatus.MixFigures;
import io.linkmic.rtc.codec.AccessUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The program's side of one mix, from its warm-up to its end: who is in it, from when on it is the
 * program, and until when. The room's thread only.
 */
final class MixRun implements AutoCloseable {
  // A host that sends no key frame when asked does not keep the others out, nor is it out itself.
  private static final long WARM_UP_MICROS = 1_000_000;
  // But who is on air never gives way to its own placeholder: FFmpeg sends no key frame when asked,
  // and 10 s is the longest distance that a room can ask for.
  private static final long AIR_WARM_UP_MICROS = 11_000_000;
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
  private final Map<String, Long> since = new HashMap<>();
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

  /** Who takes part; each gets its place once its picture can be shown. */
  void members(List<Host> hosts, @Nullable String activeSpeaker, long now) {
    if (Objects.equals(activeSpeaker, speaker) && same(hosts)) {
      return;
    }
    List<PictureMix.Member> wanted = new ArrayList<>(hosts.size());
    for (Host host : hosts) {
      PictureMix.Member member = host.member();
      wanted.add(member.placed(mayBePlaced(member, now)));
    }
    if (wanted.equals(members) && Objects.equals(activeSpeaker, speaker)) {
      return;
    }
    members = wanted;
    speaker = activeSpeaker;
    Set<String> ids = new HashSet<>();
    wanted.forEach(member -> ids.add(member.participantId()));
    fed.retainAll(ids);
    ready.retainAll(ids);
    since.keySet().retainAll(ids);
    mix.members(wanted, activeSpeaker);
  }

  /** As after nearly every picture: everybody has a place, and nobody looks different. */
  private boolean same(List<Host> hosts) {
    if (hosts.size() != members.size()) {
      return false;
    }
    for (int i = 0; i < members.size(); i++) {
      if (!members.get(i).placed() || !hosts.get(i).is(members.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean mayBePlaced(PictureMix.Member member, long now) {
    String id = member.participantId();
    long known = since.computeIfAbsent(id, _ -> now);
    return !member.camera() || ready.contains(id) || now - known > WARM_UP_MICROS;
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

  /**
   * Starts once all who are to be seen can be, or were waited for long enough.
   *
   * @param onAir whose picture the audience sees until then; null when it is held
   */
  void startIfWarm(OnAir air, @Nullable Host onAir, long now) {
    if (phase != Phase.WARMING) {
      return;
    }
    boolean all = members.stream().allMatch(PictureMix.Member::placed);
    boolean nothingToSee = ready.isEmpty() && members.stream().anyMatch(PictureMix.Member::camera);
    boolean seamless =
        onAir == null
            || onAir.gone
            || ready.contains(onAir.participantId())
            || now - openedAt > AIR_WARM_UP_MICROS;
    if (all && seamless && !nothingToSee) {
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

  /** As {@link Program#small}. */
  void small(int wanted, boolean idr) {
    mix.small(wanted, idr);
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
        encoder.decoder(),
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
