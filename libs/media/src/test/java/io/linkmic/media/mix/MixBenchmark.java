package io.linkmic.media.mix;

import io.linkmic.media.sound.TestSounds;
import java.lang.management.ManagementFactory;

/**
 * Prints the CPU time of one second of a room's sound: every host's input read, metered and added,
 * the election, the full mix, and a minus-one for every host.
 */
final class MixBenchmark {

  private static final int SECONDS = 20;
  private static final int ROUNDS = 5;

  private final float[] pcm;
  private final int hosts;
  private final float gain;
  private float checksum;

  private MixBenchmark(float[] pcm, int hosts, float gain) {
    this.pcm = pcm;
    this.hosts = hosts;
    this.gain = gain;
  }

  static void run() {
    float[] speech = TestSounds.speech(SECONDS);
    System.out.println("hosts  limiting  mix + minus-ones     + inputs, meters, election");
    for (int hosts : new int[] {2, 4, 9, 16}) {
      for (float loud : new float[] {0.9f / hosts, 4}) {
        MixBenchmark benchmark = new MixBenchmark(speech, hosts, loud);
        System.out.printf(
            "%5d  %8s  %7.3f ms CPU/s  %7.3f ms CPU/s%n",
            hosts, loud < 1 ? "no" : "yes", benchmark.best(false), benchmark.best(true));
      }
    }
  }

  private double best(boolean everything) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      room(everything);
      long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
      best = Math.min(best, nanos / 1e6 / SECONDS);
    }
    if (Float.isNaN(checksum)) {
      throw new IllegalStateException("not a number");
    }
    return best;
  }

  private void room(boolean everything) {
    SoundMixer mixer = new SoundMixer(hosts);
    SoundMeter meter = new SoundMeter(hosts);
    ActiveSpeaker election = new ActiveSpeaker(hosts);
    SoundInput[] inputs = new SoundInput[hosts];
    for (int slot = 0; slot < hosts; slot++) {
      inputs[slot] = new SoundInput(0);
    }
    float[] in = new float[SoundMixer.BLOCK_FLOATS];
    float[] out = new float[SoundMixer.BLOCK_FLOATS];
    int blocks = pcm.length / SoundMixer.BLOCK_FLOATS;
    for (int block = 0; block < blocks; block++) {
      mixer.begin();
      for (int slot = 0; slot < hosts; slot++) {
        // Everybody is elsewhere in the same speech.
        int from = (block + 37 * slot) % blocks * SoundMixer.BLOCK_SAMPLES;
        if (everything) {
          inputs[slot].append(pcm, from, SoundMixer.BLOCK_SAMPLES);
          inputs[slot].read(block * (long) SoundMixer.BLOCK_SAMPLES, in);
          meter.measure(slot, in, 0);
          election.hear(slot, meter.blockLevel(slot));
          mixer.add(slot, in, 0, gain);
        } else {
          mixer.add(slot, pcm, from, gain);
        }
      }
      mixer.mix(out);
      checksum += out[block % out.length];
      for (int slot = 0; slot < hosts; slot++) {
        mixer.minus(slot, out);
        checksum += out[block % out.length];
      }
      if (everything) {
        checksum += election.elect(block);
      }
    }
  }
}
