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
import org.junit.jupiter.api.Test;

/** A program in virtual time; the clock counts milliseconds and ticks every 40. */
class ProgramTest {
  private static TestClip clip;

  private final List<ProgramPacket> out = new ArrayList<>();
  private final List<ProgramMode> modes = new ArrayList<>();
  private int keyFramesWanted;
  private boolean ended;
  private long now = 50_000;

  private final Program program =
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
            public void keyFrameWanted(Source source) {
              keyFramesWanted++;
            }

            @Override
            public void ended() {
              ended = true;
            }

            @Override
            public void replaced(Source source) {}

            @Override
            public void returnSound(@Nullable String participantId, OpusFrame frame, long at) {}

            @Override
            public void returnPicture(AccessUnit unit, long at) {}
          },
          null,
          news -> {});

  @BeforeAll
  static void make() throws InterruptedException {
    clip = TestClip.make(320, 180);
  }

  @AfterEach
  void close() {
    program.close();
  }

  /** One live stream: its media goes on in step with the virtual clock. */
  private final class Host {
    private final Source source;
    private final long began;
    private boolean picture = true;
    private boolean sound = true;
    private long jump;

    private Host(boolean hasAudio, int firstPicture) {
      source = new Source("host", hasAudio);
      began = now - firstPicture * 1000L / 30;
      sound = hasAudio;
      program.publish(source);
    }

    private void millisecond() {
      long age = now - began;
      long pictures = age * 30 / 1000;
      if (picture && pictures != (age - 1) * 30 / 1000) {
        AccessUnit unit = clip.picture((int) pictures);
        long rtp = (unit.rtpTimestamp() + jump) & 0xFFFFFFFFL;
        AccessUnit sent = new AccessUnit(unit.nalUnits(), unit.idr(), rtp, unit.rotationDegrees());
        program.video(source, sent, now * 1000, now * 1000, 0);
      }
      if (sound && age % 20 == 0) {
        OpusFrame frame = clip.sound((int) (age / 20));
        long rtp = (frame.rtpTimestamp() + jump) & 0xFFFFFFFFL;
        program.audio(
            source,
            new OpusFrame(
                frame.payload(),
                rtp,
                frame.durationSamples(),
                frame.lostBefore(),
                frame.levelDbov()),
            now * 1000);
      }
    }
  }

  private void run(Host host, int millis) {
    for (int i = 0; i < millis; i++) {
      now++;
      host.millisecond();
      if (now % 40 == 0) {
        program.tick(now * 1000);
      }
    }
  }

  private List<ProgramPacket.Video> pictures() {
    return out.stream()
        .filter(ProgramPacket.Video.class::isInstance)
        .map(ProgramPacket.Video.class::cast)
        .toList();
  }

  private List<Long> soundTimes() {
    return out.stream()
        .filter(ProgramPacket.Audio.class::isInstance)
        .map(ProgramPacket::dtsMillis)
        .toList();
  }

  private void assertUnbroken() {
    List<Long> sounds = soundTimes();
    for (int i = 0; i < sounds.size(); i++) {
      assertThat(sounds.get(i)).isEqualTo((i * 1024L * 1000 + 24_000) / 48_000);
    }
    List<ProgramPacket.Video> pictures = pictures();
    for (int i = 1; i < pictures.size(); i++) {
      assertThat(pictures.get(i).dtsMillis()).isGreaterThan(pictures.get(i - 1).dtsMillis());
    }
  }

  @Test
  void the_first_picture_is_an_idr_and_leaves_together_with_sound() {
    run(new Host(true, 17), 1500); // the host is in the middle of a GOP
    assertThat(keyFramesWanted).isPositive();
    assertThat(out.getFirst()).isInstanceOf(ProgramPacket.Video.class);
    assertThat(pictures().getFirst().idr()).isTrue();
    assertThat(pictures().getFirst().dtsMillis()).isZero();
    assertThat(soundTimes().getFirst()).isZero();
    assertThat(pictures().getFirst().config().width()).isEqualTo(320);
    assertUnbroken();
    assertThat(modes).containsExactly(ProgramMode.PASSTHROUGH);
  }

  @Test
  void access_units_are_forwarded_byte_for_byte() {
    run(new Host(true, 29), 2000);
    List<ProgramPacket.Video> pictures = pictures();
    for (int i = 0; i < pictures.size(); i++) {
      assertThat(pictures.get(i).nalUnits()).isEqualTo(clip.picture(30 + i).nalUnits());
    }
    assertThat(pictures).hasSizeBetween(57, 60);
  }

  @Test
  void a_host_without_a_microphone_gets_silence_from_the_start() {
    run(new Host(false, 29), 3000);
    assertUnbroken();
    assertThat(soundTimes().getLast()).isBetween(2700L, 3000L);
  }

  @Test
  void a_microphone_that_never_speaks_does_not_hold_the_picture_back() {
    Host host = new Host(true, 29);
    host.sound = false;
    run(host, 3000);
    assertThat(pictures()).hasSizeGreaterThan(75);
    assertThat(soundTimes().getLast()).isBetween(2300L, 3000L);
    assertUnbroken();
  }

  @Test
  void sound_that_stops_becomes_silence_and_comes_back() {
    Host host = new Host(true, 29);
    run(host, 2000);
    host.sound = false;
    run(host, 2000);
    assertThat(soundTimes().getLast()).isBetween(3500L, 4000L);
    host.sound = true;
    run(host, 2000);
    assertThat(soundTimes().getLast()).isBetween(5800L, 6000L);
    assertUnbroken();
  }

  @Test
  void a_vanished_host_is_held_with_pictures_and_silence_then_the_program_ends() {
    Host host = new Host(true, 29);
    run(host, 2000);
    int before = pictures().size();
    program.vanished(host.source, now * 1000);
    host.picture = false;
    host.sound = false;
    assertThat(program.mode()).isEqualTo(ProgramMode.HOLD);
    run(host, 3000);
    assertThat(pictures().size() - before).isBetween(25, 32);
    assertThat(soundTimes().getLast()).isBetween(4800L, 5000L);
    assertUnbroken();
    run(host, 3000);
    assertThat(ended).isTrue();
    assertThat(modes).containsExactly(ProgramMode.PASSTHROUGH, ProgramMode.HOLD, ProgramMode.IDLE);
  }

  @Test
  void a_host_that_comes_back_continues_the_same_timeline_with_an_idr() {
    Host first = new Host(true, 29);
    run(first, 2000);
    program.vanished(first.source, now * 1000);
    first.picture = false;
    first.sound = false;
    run(first, 1500);
    int held = pictures().size();
    Host second = new Host(true, 12);
    run(second, 2500);
    assertThat(program.mode()).isEqualTo(ProgramMode.PASSTHROUGH);
    ProgramPacket.Video again =
        pictures().stream()
            .skip(held)
            .filter(p -> p.arrivedNanos() == 0 && p.idr())
            .findFirst()
            .orElseThrow();
    assertThat(again.dtsMillis()).isBetween(3600L, 4300L);
    assertThat(soundTimes().getLast()).isBetween(5800L, 6000L);
    assertUnbroken();
    assertThat(ended).isFalse();
  }

  @Test
  void a_new_stream_of_the_same_host_takes_over_without_a_gap() {
    Host first = new Host(true, 29);
    run(first, 2000);
    Host second = new Host(true, 10);
    for (int i = 0; i < 2000; i++) {
      now++;
      first.millisecond();
      second.millisecond();
      if (now % 40 == 0) {
        program.tick(now * 1000);
      }
    }
    assertThat(program.onAir()).isSameAs(second.source);
    assertUnbroken();
    List<ProgramPacket.Video> pictures = pictures();
    for (int i = 1; i < pictures.size(); i++) {
      assertThat(pictures.get(i).dtsMillis() - pictures.get(i - 1).dtsMillis()).isLessThan(50);
    }
    assertThat(modes).containsExactly(ProgramMode.PASSTHROUGH);
  }

  @Test
  void a_connected_host_without_pictures_is_held_and_goes_on_only_with_an_idr() {
    Host host = new Host(true, 29);
    run(host, 2000);
    host.picture = false;
    run(host, 2000);
    assertThat(program.mode()).isEqualTo(ProgramMode.HOLD);
    int held = pictures().size();
    host.picture = true;
    run(host, 2000);
    assertThat(program.mode()).isEqualTo(ProgramMode.PASSTHROUGH);
    ProgramPacket.Video first =
        pictures().stream()
            .skip(held)
            .filter(p -> p.nalUnits().length() > 100)
            .findFirst()
            .orElseThrow();
    assertThat(first.idr()).isTrue();
    assertUnbroken();
  }

  @Test
  void key_frames_are_asked_for_every_gop() {
    Host host = new Host(true, 29);
    run(host, 900);
    int before = keyFramesWanted;
    host.picture = false;
    run(host, 200);
    assertThat(keyFramesWanted).isEqualTo(before);
    for (int i = 0; i < 120; i++) { // four seconds of P pictures only
      now += 33;
      program.video(host.source, clip.picture(1 + i % 29), now * 1000, now * 1000, 0);
    }
    assertThat(keyFramesWanted - before).isBetween(4, 8);
  }

  @Test
  void a_muted_microphone_is_silence_on_the_same_grid() {
    Host host = new Host(true, 29);
    run(host, 1000);
    host.source.muteAudio(true);
    run(host, 1000);
    assertThat(program.air().figures().silent()).isTrue();
    host.source.muteAudio(false);
    run(host, 1000);
    assertThat(program.air().figures().silent()).isFalse();
    assertUnbroken();
  }

  @Test
  void seconds_of_sound_before_the_first_picture_do_not_keep_it_out() {
    Host host = new Host(true, 29);
    host.picture = false;
    run(host, 5000);
    host.picture = true;
    run(host, 2000);
    assertThat(program.mode()).isEqualTo(ProgramMode.PASSTHROUGH);
    assertThat(pictures()).hasSizeGreaterThan(25);
    assertUnbroken();
  }

  @Test
  void a_stalled_host_that_goes_on_without_an_idr_is_asked_for_one() {
    Host host = new Host(true, 29);
    run(host, 2000);
    host.picture = false;
    run(host, 2000);
    assertThat(program.mode()).isEqualTo(ProgramMode.HOLD);
    int before = keyFramesWanted;
    program.video(host.source, clip.picture(1), now * 1000, now * 1000, 0);
    assertThat(keyFramesWanted).isEqualTo(before + 1);
  }

  @Test
  void timestamps_that_jump_by_hours_make_neither_a_gap_nor_hours_of_silence() {
    Host host = new Host(true, 29);
    run(host, 2000);
    int packets = out.size();
    host.jump = 1L << 31;
    run(host, 2000);
    assertThat(out.size() - packets).isLessThan(200);
    assertThat(soundTimes().getLast()).isBetween(3500L, 4100L);
    assertThat(pictures().getLast().dtsMillis()).isBetween(3500L, 4100L);
    assertUnbroken();
  }
}
