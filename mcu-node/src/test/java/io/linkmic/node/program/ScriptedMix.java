package io.linkmic.node.program;

import io.linkmic.contract.layout.Layout;
import io.linkmic.rtc.codec.AccessUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mix that keeps {@link PictureMix}'s promises in virtual time: whoever's first IDR came is
 * ready, and from its start on there is one real picture per interval, {@link #DELAY_MICROS} after
 * its time. Complains of a program that does not keep its side.
 */
final class ScriptedMix implements PictureMix {
  /** How its pictures are told from a host's. */
  static final long ARRIVED = -7;

  /** How much before a picture's time the newest in it was taken. */
  static final long NEWEST_BEFORE_MICROS = 10_000;

  private static final long DELAY_MICROS = 20_000;

  private final TestClip clip;
  private final Listener listener;
  private final long lead;
  private final long interval;
  private final Set<String> fed = new HashSet<>();
  private List<Member> members = List.of();
  private boolean keyFrame = true;
  private long nextAt = Long.MAX_VALUE;
  private long stopAt = Long.MAX_VALUE;
  private boolean over;
  private int bitrate;
  private @Nullable String degraded;
  private int encoded;
  private int anew;
  private final Set<String> everFed = new HashSet<>();
  private final Set<String> shownUnready = new HashSet<>();

  ScriptedMix(TestClip clip, Format format, long lead, Listener listener) {
    this.clip = clip;
    this.lead = lead;
    this.listener = listener;
    this.interval = Math.round(1_000_000 / format.frameRate());
  }

  List<String> shown() {
    return members.stream()
        .filter(member -> member.camera() && member.placed())
        .map(Member::participantId)
        .toList();
  }

  /** Who was to be seen in some picture without having been ready for it. */
  Set<String> shownUnready() {
    return shownUnready;
  }

  int begunAnew() {
    return anew;
  }

  boolean isOver() {
    return over;
  }

  void fail() {
    over = true;
    listener.happened(new Event.Failed("out of memory"));
  }

  /** Makes what is due. */
  void run(long now) {
    while (!over && nextAt != Long.MAX_VALUE && nextAt + DELAY_MICROS <= now + lead) {
      if (nextAt >= stopAt) {
        over = true;
        listener.happened(new Event.Stopped());
        return;
      }
      shown().stream().filter(id -> !everFed.contains(id)).forEach(shownUnready::add);
      encoded = keyFrame ? 0 : encoded + 1;
      keyFrame = false;
      AccessUnit unit = clip.picture(encoded);
      listener.happened(new Event.Mixed(unit.nalUnits(), unit.idr(), nextAt, ARRIVED, scene()));
      nextAt += interval;
    }
  }

  /** The clip is 320 × 180: all in columns. */
  private Shown scene() {
    List<ShownRegion> regions = new ArrayList<>();
    int width = 320 / Math.max(1, members.size());
    for (int i = 0; i < members.size(); i++) {
      regions.add(new ShownRegion(members.get(i).participantId(), i * width, 0, width, 180, i));
    }
    String newest = members.isEmpty() ? null : members.getFirst().participantId();
    return new Shown(7, regions, newest, nextAt - NEWEST_BEFORE_MICROS);
  }

  @Override
  public void members(List<Member> wanted, @Nullable String activeSpeaker) {
    members = wanted;
    List<String> ids = wanted.stream().map(Member::participantId).toList();
    fed.retainAll(ids);
  }

  @Override
  public void layout(Layout layout) {}

  @Override
  public void picture(String participantId, AccessUnit unit, long at, long arrivedNanos) {
    if (members.stream().noneMatch(member -> member.participantId().equals(participantId))) {
      throw new AssertionError(participantId + " is no member");
    }
    everFed.add(participantId);
    if (fed.add(participantId)) {
      if (!unit.idr()) {
        throw new AssertionError(participantId + " does not begin with an IDR");
      }
      listener.happened(new Event.Ready(participantId));
    }
  }

  @Override
  public void anew(String participantId) {
    fed.remove(participantId);
    anew++;
  }

  @Override
  public void start(long at) {
    nextAt = at;
  }

  @Override
  public void stop(long at) {
    stopAt = at;
  }

  @Override
  public void keyFrame() {
    keyFrame = true;
  }

  @Override
  public void bitrate(int bitsPerSecond) {
    bitrate = bitsPerSecond;
  }

  @Override
  public void small(int bitsPerSecond, boolean idr) {}

  int bitrate() {
    return bitrate;
  }

  @Override
  public Figures figures() {
    return new Figures(30, bitrate, 0, degraded);
  }

  /** The machine has become too slow, or quick enough again. */
  void degrade(@Nullable String what) {
    degraded = what;
    listener.happened(new Event.Degraded(what));
  }

  @Override
  public void close() {
    over = true;
  }

  /** The mixes of a test. */
  static final class Mixes implements Gate {
    private final List<ScriptedMix> opened = new ArrayList<>();
    private final TestClip clip;

    Mixes(TestClip clip) {
      this.clip = clip;
    }

    @Override
    public PictureMix open(Format format, long lead, Listener listener) {
      ScriptedMix mix = new ScriptedMix(clip, format, lead, listener);
      opened.add(mix);
      return mix;
    }

    void run(long now) {
      List.copyOf(opened).forEach(mix -> mix.run(now));
    }

    List<ScriptedMix> opened() {
      return opened;
    }

    ScriptedMix latest() {
      return opened.getLast();
    }
  }
}
