package io.linkmic.media.mix;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.sound.TestSounds;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Levels are −dBov; a room is quiet at 65, a voice speaks at about 28. */
class ActiveSpeakerTest {

  private static final int A = 0;
  private static final int B = 1;
  private static final int C = 2;
  private static final int ROOM = 65;
  private static final int VOICE = 28;

  private final ActiveSpeaker election = new ActiveSpeaker(3);
  private final Random random = new Random(5);
  private long block;
  private int speaker = ActiveSpeaker.NOBODY;
  private int changes;

  @Test
  void nobody_is_elected_in_silence() {
    run(500, ROOM, ROOM, ROOM);
    assertThat(speaker).isEqualTo(ActiveSpeaker.NOBODY);
  }

  @Test
  void the_first_voice_is_elected_within_half_a_second() {
    run(100, ROOM, ROOM, ROOM);
    run(50, ROOM, VOICE, ROOM);
    assertThat(speaker).isEqualTo(B);
  }

  @Test
  void silence_keeps_the_last_one() {
    run(100, VOICE, ROOM, ROOM);
    run(60_000, ROOM, ROOM, ROOM);
    assertThat(speaker).isEqualTo(A);
    assertThat(changes).isEqualTo(1);
  }

  @Test
  void an_answer_takes_over_within_half_a_second() {
    run(500, VOICE, ROOM, ROOM);
    run(50, ROOM, ROOM, VOICE);
    assertThat(speaker).isEqualTo(C);
    run(50, ROOM, VOICE, ROOM);
    assertThat(speaker).isEqualTo(B);
    assertThat(changes).isEqualTo(3);
  }

  @Test
  void a_cough_changes_nothing_neither_in_speech_nor_in_a_pause() {
    run(300, VOICE, ROOM, ROOM);
    for (int i = 0; i < 20; i++) {
      run(30, VOICE, 10, ROOM);
      run(70, VOICE, ROOM, ROOM);
    }
    for (int i = 0; i < 20; i++) {
      run(32, ROOM, 10, ROOM);
      run(70, ROOM, ROOM, ROOM);
    }
    assertThat(speaker).isEqualTo(A);
    assertThat(changes).isEqualTo(1);
  }

  @Test
  void short_pauses_of_the_speaker_give_nobody_with_an_aye_the_word() {
    run(300, VOICE, ROOM, ROOM);
    for (int i = 0; i < 20; i++) {
      run(25, ROOM, 30, ROOM);
      run(80, VOICE, ROOM, ROOM);
    }
    assertThat(changes).isEqualTo(1);
  }

  @Test
  void two_who_speak_at_once_and_alike_do_not_flap() {
    run(300, VOICE, ROOM, ROOM);
    run(3000, VOICE, VOICE - 2, ROOM);
    assertThat(speaker).isEqualTo(A);
    assertThat(changes).isEqualTo(1);
  }

  @Test
  void who_goes_on_speaking_much_louder_takes_over_within_two_seconds() {
    run(300, VOICE + 4, ROOM, ROOM);
    run(100, VOICE + 4, VOICE - 6, ROOM);
    assertThat(speaker).isEqualTo(A);
    run(100, VOICE + 4, VOICE - 6, ROOM);
    assertThat(speaker).isEqualTo(B);
    run(1000, VOICE + 4, VOICE - 6, ROOM);
    assertThat(changes).isEqualTo(2);
  }

  @Test
  void an_echo_in_another_microphone_is_not_elected() {
    run(100, ROOM, ROOM, ROOM);
    run(1000, VOICE, VOICE + 12, ROOM);
    assertThat(speaker).isEqualTo(A);
    assertThat(changes).isEqualTo(1);
  }

  @Test
  void a_fan_is_no_speaker_even_after_its_microphone_was_off() {
    run(300, VOICE, 45, ROOM);
    run(300, ROOM, 45, ROOM);
    run(300, ROOM, SoundMeter.SILENCE, ROOM);
    run(300, ROOM, 45, ROOM);
    assertThat(speaker).isEqualTo(A);
    run(50, ROOM, VOICE - 3, ROOM);
    assertThat(speaker).isEqualTo(B);
  }

  @Test
  void a_song_without_a_pause_stays_on_whatever_coughs() {
    run(50, ROOM, ROOM, ROOM);
    run(6000, 18, ROOM, ROOM);
    run(30, 18, 8, ROOM);
    run(3000, 18, ROOM, ROOM);
    assertThat(speaker).isEqualTo(A);
    assertThat(changes).isEqualTo(1);
  }

  @Test
  void who_has_left_is_nobody_and_the_next_voice_follows() {
    run(100, VOICE, ROOM, ROOM);
    election.leave(A);
    run(10, SoundMeter.SILENCE, ROOM, ROOM);
    assertThat(speaker).isEqualTo(ActiveSpeaker.NOBODY);
    run(50, SoundMeter.SILENCE, VOICE, ROOM);
    assertThat(speaker).isEqualTo(B);
  }

  @Test
  void blocks_left_out_were_silent_and_old_ones_are_ignored() {
    run(100, VOICE, ROOM, ROOM);
    run(30, VOICE, VOICE - 10, ROOM);
    block += 1_000_000_000_000L;
    run(30, ROOM, VOICE - 10, ROOM);
    assertThat(speaker).isEqualTo(A);
    for (int i = 0; i < 100; i++) {
      election.hear(B, VOICE);
      assertThat(election.elect(block - 1)).isEqualTo(A);
    }
  }

  @Test
  void sounds_of_speech_through_the_meter_change_the_speaker_in_time() {
    float[] speech = TestSounds.speech(30);
    int blocks = speech.length / SoundMixer.BLOCK_FLOATS;
    SoundMeter meter = new SoundMeter(3);
    int worst = 0;
    int turns = 0;
    int inTime = 0;
    // 3 s turns at different places of the same speech; others hear their rooms.
    for (int turn = 0; turn * 300 + 300 <= blocks; turn++) {
      int who = turn % 3;
      int began = 0;
      int changed = -1;
      for (int i = turn * 300; i < turn * 300 + 300; i++) {
        for (int slot = 0; slot < 3; slot++) {
          float[] sound = slot == who ? speech : MixRun.noise(i, 0.001f, 480);
          meter.measure(slot, sound, slot == who ? i * 480 : 0);
        }
        began = began == 0 && meter.blockLevel(who) < 45 ? i : began;
        round(meter.blockLevel(A), meter.blockLevel(B), meter.blockLevel(C));
        changed = changed < 0 && speaker == who ? i - began : changed;
      }
      assertThat(speaker).isEqualTo(who);
      System.out.printf("turn %d: elected %d ms after the first sound%n", turn, changed * 10);
      worst = Math.max(worst, changed);
      inTime += changed <= 50 ? 1 : 0;
      turns++;
    }
    assertThat(changes).isEqualTo(turns);
    // The others begin with a fragment of a word and a pause of up to 300 ms.
    assertThat(inTime).isGreaterThanOrEqualTo(7);
    assertThat(worst).isLessThan(150);
  }

  /** All vary by some dB from block to block; voices (20 to 45) close for 40 ms now and then. */
  private void run(int blocks, int... levels) {
    int[] now = new int[levels.length];
    for (int i = 0; i < blocks; i++) {
      for (int slot = 0; slot < now.length; slot++) {
        int level = levels[slot];
        boolean closed = level > 20 && level < 45 && (block + 7L * slot) % 25 < 4;
        now[slot] = (closed ? ROOM - 5 : level) + random.nextInt(5) - 2;
      }
      round(now);
    }
  }

  private void round(int... levels) {
    for (int slot = 0; slot < levels.length; slot++) {
      election.hear(slot, levels[slot]);
    }
    int now = election.elect(block++);
    changes += now == speaker ? 0 : 1;
    speaker = now;
  }
}
