package io.linkmic.media.mix;

import java.util.Arrays;

/**
 * Elects who speaks. Three time scales as in Volfin and Cohen, "Dominant speaker identification for
 * multipoint videoconferencing" (2012), but with plain counts of speech blocks in place of
 * likelihood ratios: each number below can be read as a time.
 *
 * <p>Whoever fills a word's length (410 of the last 480 ms, pauses up to 80 ms bridged) is a
 * candidate: a cough of up to 320 ms never is, running speech is after 410 to 480 ms. A candidate
 * takes over at once from somebody who has fallen silent; from somebody who goes on speaking only
 * if it is heard now, has said as much over a sentence's length, and is {@link #LOUDER_DB} louder.
 * Nobody takes over while another is heard that much louder: that one speaks, and what the
 * candidate sends may be the echo. Silence changes nothing.
 *
 * <p>Deviation: the paper lets the long scale veto a change after the speaker has stopped; here it
 * does not, for a picture that follows half a second late is worse than one that follows a short
 * answer. Time is the number of the block. One thread; allocates only when constructed.
 */
public final class ActiveSpeaker {

  /** Nobody has spoken yet, or the one who did has left. */
  public static final int NOBODY = -1;

  /** Two voices at equal distance differ by less, an echo of one in another's microphone too. */
  private static final float LOUDER_DB = 6;

  private static final int CANDIDATE = 41; // of VoiceActivity.MEDIUM
  private static final int FALLEN_SILENT = 12; // of VoiceActivity.MEDIUM
  private static final int HEARD_NOW = 5; // of VoiceActivity.IMMEDIATE

  private final VoiceActivity[] voices;
  private final int[] levels;
  private int speaker = NOBODY;
  private long block;
  private boolean started;

  /**
   * An election without a speaker yet.
   *
   * @param mostInputs slots are 0 to {@code mostInputs} − 1
   */
  public ActiveSpeaker(int mostInputs) {
    voices = new VoiceActivity[mostInputs];
    Arrays.setAll(voices, slot -> new VoiceActivity());
    levels = new int[mostInputs];
    Arrays.fill(levels, SoundMeter.SILENCE);
  }

  /**
   * Takes a slot's level in the block that {@link #elect} will close next.
   *
   * @param level 0–127 −dBov, unsmoothed, as from {@link SoundMeter#blockLevel}
   */
  public void hear(int slot, int level) {
    levels[slot] = Math.clamp(level, 0, SoundMeter.SILENCE);
  }

  /**
   * Closes a block; slots not heard in it, and blocks left out before it, were silent.
   *
   * @param number of the block of 10 ms, rising; one that is not above the last is ignored
   * @return the slot of the speaker, or {@link #NOBODY}
   */
  public int elect(long number) {
    if (started && number <= block) {
      return speaker;
    }
    long missed = started ? Math.min(number - block - 1, VoiceActivity.LONG) : 0;
    started = true;
    block = number;
    for (int slot = 0; slot < voices.length; slot++) {
      for (int i = 0; i < missed; i++) {
        voices[slot].hear(SoundMeter.SILENCE);
      }
      voices[slot].hear(levels[slot]);
      levels[slot] = SoundMeter.SILENCE;
    }
    int best = bestCandidate();
    if (best != NOBODY && takesOver(voices[best])) {
      speaker = best;
    }
    return speaker;
  }

  /** The host in the slot has left. */
  public void leave(int slot) {
    voices[slot].reset();
    levels[slot] = SoundMeter.SILENCE;
    if (speaker == slot) {
      speaker = NOBODY;
    }
  }

  private int bestCandidate() {
    int best = NOBODY;
    for (int slot = 0; slot < voices.length; slot++) {
      if (slot != speaker
          && voices[slot].medium() >= CANDIDATE
          && !drowned(voices[slot])
          && (best == NOBODY || voices[slot].loudness() < voices[best].loudness())) {
        best = slot;
      }
    }
    return best;
  }

  private boolean drowned(VoiceActivity candidate) {
    for (VoiceActivity other : voices) {
      if (other.immediate() >= HEARD_NOW && other.loudness() < candidate.loudness() - LOUDER_DB) {
        return true;
      }
    }
    return false;
  }

  private boolean takesOver(VoiceActivity candidate) {
    if (speaker == NOBODY) {
      return true;
    }
    VoiceActivity current = voices[speaker];
    return current.medium() <= FALLEN_SILENT
        || (candidate.immediate() >= HEARD_NOW
            && candidate.sentence() >= current.sentence()
            && candidate.loudness() <= current.loudness() - LOUDER_DB);
  }
}
