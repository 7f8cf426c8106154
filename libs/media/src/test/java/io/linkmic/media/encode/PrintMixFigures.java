package io.linkmic.media.encode;

import org.junit.jupiter.api.Test;

/** Not part of the normal run (its name says so to Surefire). */
class PrintMixFigures {

  @Test
  void print() throws Exception {
    MixBenchmark.main(new String[] {"10", "3"});
  }
}
