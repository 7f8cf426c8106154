package io.linkmic.media.mix;

import java.util.Arrays;

/**
 * One host's speech over three time scales, from the levels of its blocks: how many of the last 100
 * ms, 480 ms and 1.6 s were speech, and how loud.
 */
final class VoiceActivity {

  /** 100 ms: a syllable. */
  static final int IMMEDIATE = 10;

  /** 480 ms: a word. */
  static final int MEDIUM = 48;

  /** 1.6 s: a sentence. */
  static final int LONG = 160;

  // Speech stands out of its room by more than this at nearly every block.
  private static final int ABOVE_FLOOR_DB = 12;

  // The threshold is −28 dBov at most: whatever is louder is programme, be it a song without a
  // pause, which would else become its own noise floor.
  private static final float LOUDEST_FLOOR = 40;

  // In the quietest studio a rustle is not a word: the threshold is −58 dBov at least.
  private static final float QUIETEST_FLOOR = 70;

  // The first quiet block puts it right; until then a fan is not taken for a voice.
  private static final float UNKNOWN_FLOOR = 50;

  // No room is that quiet: the microphone is off or packets are missing, the noise comes back.
  private static final int MUTED = 90;

  // 4 dB/s up, at once down: every pause between words shows the floor, no word lifts it.
  private static final float FLOOR_RISE_DB = 0.04f;

  // 80 ms: closures of stop consonants and their like are part of the word.
  private static final int BRIDGE = 8;

  // Time constant 0.5 s of speech.
  private static final float LOUDNESS_SHARE = 0.02f;

  private final boolean[] active = new boolean[LONG];
  private int newest;
  private int immediate;
  private int medium;
  private int sentence;
  private int bridged;
  private float floor;
  private float loudness;

  VoiceActivity() {
    reset();
  }

  void reset() {
    Arrays.fill(active, false);
    newest = 0;
    immediate = 0;
    medium = 0;
    sentence = 0;
    bridged = BRIDGE + 1;
    floor = UNKNOWN_FLOOR;
    loudness = SoundMeter.SILENCE;
  }

  /**
   * Takes one block's level.
   *
   * @param level 0–127 −dBov
   */
  void hear(int level) {
    if (level < MUTED) {
      floor = Math.clamp(Math.max(floor - FLOOR_RISE_DB, level), LOUDEST_FLOOR, QUIETEST_FLOOR);
    }
    boolean speech = level <= floor - ABOVE_FLOOR_DB;
    if (speech) {
      // The first block of a silent host says more than the mean it starts from.
      loudness = sentence == 0 ? level : loudness + (level - loudness) * LOUDNESS_SHARE;
      bridged = 0;
    } else {
      bridged = Math.min(BRIDGE + 1, bridged + 1);
    }
    push(bridged <= BRIDGE);
  }

  private void push(boolean speech) {
    newest = newest + 1 == LONG ? 0 : newest + 1;
    immediate += change(speech, IMMEDIATE);
    medium += change(speech, MEDIUM);
    sentence += change(speech, LONG);
    active[newest] = speech;
  }

  private int change(boolean speech, int window) {
    // With the longest window this is the place that is about to be overwritten.
    boolean leaving = active[Math.floorMod(newest - window, LONG)];
    return (speech ? 1 : 0) - (leaving ? 1 : 0);
  }

  /** Blocks of speech among the last {@link #IMMEDIATE}. */
  int immediate() {
    return immediate;
  }

  /** Blocks of speech among the last {@link #MEDIUM}. */
  int medium() {
    return medium;
  }

  /** Blocks of speech among the last {@link #LONG}. */
  int sentence() {
    return sentence;
  }

  /** Mean level of the speech, −dBov: less is louder. */
  float loudness() {
    return loudness;
  }
}
