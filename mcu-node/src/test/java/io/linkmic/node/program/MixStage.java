package io.linkmic.node.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.program.ProgramMode;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/**
 * A program, its hosts and its mixes in virtual time; the clock counts milliseconds and ticks every
 * 40.
 */
abstract class MixStage {
  private static TestClip clip;

  final List<ProgramPacket> out = new ArrayList<>();
  final List<ProgramMode> modes = new ArrayList<>();
  final List<Source> replaced = new ArrayList<>();
  final List<String> returned = new ArrayList<>();
  final List<String> degraded = new ArrayList<>();
  final List<AccessUnit> returnedPictures = new ArrayList<>();
  final List<MixNews> news = new ArrayList<>();
  final List<Guest> guests = new ArrayList<>();
  final ScriptedMix.Mixes mixes = new ScriptedMix.Mixes(clip);
  boolean ended;
  long now = 50_000;

  final Program program =
      new Program(
          new Program.ProgramSettings(
              Duration.ofSeconds(2),
              Duration.ofSeconds(5),
              128_000,
              new PictureMix.Format(1280, 720, 30, 2_500_000, 2_000_000)),
          new ProgramOutput() {
            @Override
            public void packet(ProgramPacket packet) {
              out.add(packet);
            }

            @Override
            public void modeChanged(ProgramMode mode, String reason) {
              modes.add(mode);
            }

            @Override
            public void mixDegraded(@Nullable String what) {
              degraded.add(what == null ? "" : what);
            }

            @Override
            public void keyFrameWanted(Source source) {
              guests.stream().filter(g -> g.source == source).forEach(g -> g.keyFrameWanted = true);
            }

            @Override
            public void ended() {
              ended = true;
            }

            @Override
            public void replaced(Source source) {
              replaced.add(source);
            }

            @Override
            public void returnPicture(AccessUnit unit, long at) {
              returnedPictures.add(unit);
            }

            @Override
            public void returnSound(@Nullable String participantId, OpusFrame frame, long at) {
              returned.add(participantId == null ? "audience" : participantId);
            }
          },
          mixes,
          news::add);

  @BeforeAll
  static void make() throws InterruptedException {
    clip = TestClip.make(320, 180);
  }

  @AfterEach
  void close() {
    program.close();
  }

  /** A host whose camera sends an IDR every second and when asked. */
  final class Guest {
    final Source source;
    private final long began = now;
    boolean here = true;
    boolean camera = true;

    /** It sends no key frame when asked, as FFmpeg does. */
    boolean deaf;

    int gop = 30;

    /** By how much its sound comes later than it did at first, ms. */
    int soundLate;

    private boolean keyFrameWanted;
    private int sent;
    private int inGop;

    Guest(String id) {
      source = new Source(id, true);
      program.publish(source);
      guests.add(this);
    }

    private void millisecond() {
      long age = now - began;
      if (!here) {
        return;
      }
      if (camera && age * 30 / 1000 != (age - 1) * 30 / 1000) {
        inGop = (keyFrameWanted && !deaf) || sent % gop == 0 ? 0 : inGop + 1;
        keyFrameWanted = false;
        // The clip is one GOP of 30.
        AccessUnit unit = clip.picture(inGop < 30 ? inGop : 1 + inGop % 20);
        long rtp = age * 30 / 1000 * 3000;
        program.video(
            source, new AccessUnit(unit.nalUnits(), unit.idr(), rtp, 0), now * 1000, now * 1000, 0);
        sent++;
      }
      if (age % 20 == 0 && age >= soundLate) {
        program.audio(source, clip.sound((int) ((age - soundLate) / 20)), now * 1000);
      }
    }

    /** Of a picture that would be taken now. */
    long rtpNow() {
      return (now - began) * 90;
    }

    void vanish() {
      here = false;
      program.vanished(source, now * 1000);
    }

    void leave() {
      here = false;
      program.unpublished(source.participantId());
    }

    void cameraOff(boolean off) {
      camera = !off;
      source.cameraOff(off);
    }
  }

  void run(int millis) {
    for (int i = 0; i < millis; i++) {
      now++;
      guests.forEach(Guest::millisecond);
      mixes.run(now * 1000);
      while (!news.isEmpty()) {
        program.mixHappened(news.removeFirst(), now * 1000);
      }
      if (now % 40 == 0) {
        program.tick(now * 1000);
      }
    }
  }

  List<ProgramPacket.Video> pictures() {
    return out.stream()
        .filter(ProgramPacket.Video.class::isInstance)
        .map(ProgramPacket.Video.class::cast)
        .toList();
  }

  static boolean mixed(ProgramPacket.Video picture) {
    return picture.arrivedNanos() == ScriptedMix.ARRIVED;
  }

  /** No cut without an IDR, no gap in time, sound on its grid. */
  void assertUnbroken(long largestGap) {
    List<Long> sounds =
        out.stream()
            .filter(ProgramPacket.Audio.class::isInstance)
            .map(ProgramPacket::dtsMillis)
            .toList();
    for (int i = 0; i < sounds.size(); i++) {
      assertThat(sounds.get(i)).isEqualTo((i * 1024L * 1000 + 24_000) / 48_000);
    }
    List<ProgramPacket.Video> pictures = pictures();
    for (int i = 1; i < pictures.size(); i++) {
      ProgramPacket.Video before = pictures.get(i - 1);
      ProgramPacket.Video picture = pictures.get(i);
      assertThat(picture.dtsMillis() - before.dtsMillis())
          .as("picture %d at %d ms", i, picture.dtsMillis())
          .isBetween(1L, largestGap);
      boolean frozen = picture.nalUnits().length() < 100;
      if (!frozen && mixed(before) != mixed(picture)) {
        assertThat(picture.idr()).as("cut at %d ms", picture.dtsMillis()).isTrue();
      }
    }
  }

  Guest aMixOf(String first, String second) {
    new Guest(first);
    run(1500);
    assertThat(program.mode()).isEqualTo(ProgramMode.PASSTHROUGH);
    Guest other = new Guest(second);
    run(2000);
    assertThat(program.mode()).isEqualTo(ProgramMode.MIX);
    assertThat(mixes.latest().shown()).containsExactly(first, second);
    return other;
  }
}
