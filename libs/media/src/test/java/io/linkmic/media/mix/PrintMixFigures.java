package io.linkmic.media.mix;

import org.junit.jupiter.api.Test;

/** Not part of the normal run (its name says so to Surefire): {@code -Dtest=PrintMixFigures}. */
class PrintMixFigures {

  @Test
  void print() {
    MixBenchmark.run();
  }
}
