package io.linkmic.benchmarks;

import java.util.Arrays;
import java.util.List;

/** {@code ./linkmic bench <which> [options]}. */
public final class Bench {
  private static final String USAGE =
      """
      Usage: ./linkmic bench passthrough [options]

      Publishes N streams of 720p30 H.264 and Opus to a node by WHIP and real UDP, watches each by
      HTTP-FLV from an origin, and prints figures as JSON.

        --streams 1,10,25,50   how many at a time, one run each
        --seconds 20           measured time of a run
        --warm-up 15           time before it, for the JIT
        --kbps 2500            video bit rate
      """;

  private Bench() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws Exception {
    List<String> words = Arrays.asList(args);
    if (words.isEmpty() || words.contains("--help") || words.contains("-h")) {
      System.out.print(USAGE);
      return;
    }
    if (!words.getFirst().equals("passthrough")) {
      fail("there is no benchmark '" + words.getFirst() + "'");
    }
    PassthroughOptions options;
    try {
      options = PassthroughOptions.parse(words.subList(1, words.size()));
    } catch (IllegalArgumentException mistake) {
      fail(String.valueOf(mistake.getMessage()));
      return;
    }
    System.out.println(new PassthroughBench(options).run());
    System.exit(0);
  }

  @SuppressWarnings("SystemOut")
  private static void fail(String why) {
    System.err.println("linkmic bench: " + why);
    System.err.print(USAGE);
    System.exit(2);
  }
}
