package io.linkmic.node.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.opus.OpusEncoder;
import io.linkmic.media.opus.OpusEncoderSettings;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.OpusFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The grid must never have a hole, whatever the host does. */
class HostSoundTest {
  private static final int FRAME = 960; // samples
  private static final long STEP = FRAME;

  private final List<Long> positions = new ArrayList<>();
  private final SoundGrid grid = new SoundGrid(128_000, (frame, at) -> positions.add(at));
  private final HostSound sound = new HostSound();

  @AfterEach
  void close() {
    sound.close();
    grid.close();
  }

  private static OpusFrame frame(long rtp, int lostBefore) {
    return new OpusFrame(TONE, rtp, FRAME, lostBefore, -1);
  }

  private static final Bytes TONE = tone();

  private static Bytes tone() {
    try (OpusEncoder encoder = new OpusEncoder(OpusEncoderSettings.stereo128k())) {
      float[] pcm = new float[FRAME * 2];
      byte[] out = new byte[1500];
      int n = 0;
      for (int f = 0; f < 5; f++) {
        for (int i = 0; i < FRAME; i++) {
          pcm[2 * i] = pcm[2 * i + 1] = (float) Math.sin((f * FRAME + i) * 0.06) * 0.4f;
        }
        n = encoder.encode(pcm, 0, FRAME, out, 0);
      }
      return Bytes.wrap(out, 0, n).copy();
    }
  }

  private void assertUnbroken() {
    for (int i = 1; i < positions.size(); i++) {
      assertThat(positions.get(i) - positions.get(i - 1)).isEqualTo(1024);
    }
  }

  @Test
  void contiguous_frames_fill_the_grid_exactly() {
    for (int i = 0; i < 100; i++) {
      sound.frame(frame(i * STEP, 0), i * STEP, false, grid);
    }
    assertThat(grid.position()).isEqualTo(100 * STEP);
    assertUnbroken();
  }

  @Test
  void a_hole_is_filled_to_the_sample() {
    sound.frame(frame(0, 0), 0, false, grid);
    sound.frame(frame(4 * STEP, 3), 4 * STEP, false, grid);
    assertThat(grid.position()).isEqualTo(5 * STEP);
    sound.frame(frame(100 * STEP, 0), 100 * STEP + 7, false, grid);
    assertThat(grid.position()).isEqualTo(101 * STEP + 7);
    assertUnbroken();
  }

  @Test
  void what_comes_too_late_is_cut_not_appended() {
    sound.frame(frame(0, 0), 0, false, grid);
    sound.silence(10 * STEP, grid);
    assertThat(grid.position()).isEqualTo(10 * STEP);
    sound.frame(frame(5 * STEP, 0), 5 * STEP, false, grid);
    assertThat(grid.position()).isEqualTo(10 * STEP);
    sound.frame(frame(10 * STEP, 0), 10 * STEP - 600, false, grid);
    assertThat(grid.position()).isEqualTo(11 * STEP - 600);
    assertUnbroken();
  }

  @Test
  void a_clock_that_stood_still_is_moved_after_a_second() {
    sound.silence(1000 * STEP, grid);
    long moved = 0;
    int frames = 0;
    while (moved == 0 && frames < 60) {
      moved = sound.frame(frame(frames * STEP, 0), frames * STEP, false, grid);
      frames++;
    }
    assertThat(frames).isEqualTo(50);
    assertThat(moved).isEqualTo((1000 - 49) * STEP);
  }

  @Test
  void a_small_standing_error_is_slewed_away() {
    for (int i = 0; i < 3; i++) {
      sound.frame(frame(i * STEP, 0), i * STEP, false, grid);
    }
    for (int i = 3; i < 600; i++) {
      sound.frame(frame(i * STEP, 0), i * STEP + 400, false, grid);
    }
    assertThat(grid.position()).isBetween(600L * FRAME + 400 - 48, 600L * FRAME + 400 + 48);
    assertUnbroken();
  }

  @Test
  void muted_sound_is_silence_of_the_same_length() {
    for (int i = 0; i < 50; i++) {
      sound.frame(frame(i * STEP, 0), i * STEP, i >= 10, grid);
    }
    assertThat(grid.position()).isEqualTo(50 * STEP);
    assertThat(sound.silent()).isTrue();
    assertUnbroken();
  }

  @Test
  void garbage_in_place_of_opus_is_concealed() {
    sound.frame(frame(0, 0), 0, false, grid);
    OpusFrame garbage = new OpusFrame(Bytes.ofHex("ffffffffffffffff"), FRAME, FRAME, 0, -1);
    sound.frame(garbage, FRAME, false, grid);
    assertThat(grid.position()).isEqualTo(2 * STEP);
  }
}
