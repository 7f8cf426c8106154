package io.linkmic.media.sound;

import io.linkmic.media.rtmp.RtmpBenchmark;
import org.junit.jupiter.api.Test;

/**
 * Not part of the normal run (its name says so to Surefire); docs/performance.md has the command.
 */
class PrintSoundFigures {

  @Test
  void print() throws Exception {
    SoundBenchmark.main(new String[] {"20", "5"});
    RtmpBenchmark.main(new String[0]);
  }
}
