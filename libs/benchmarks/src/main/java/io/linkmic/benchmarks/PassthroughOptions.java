package io.linkmic.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * @param streams how many streams, one run each
 * @param seconds measured time
 * @param warmUpSeconds time before it
 * @param kbps of the video
 */
record PassthroughOptions(List<Integer> streams, int seconds, int warmUpSeconds, int kbps) {

  static PassthroughOptions parse(List<String> words) {
    List<Integer> streams = List.of(1, 10, 25, 50);
    int seconds = 20;
    int warmUp = 15;
    int kbps = 2500;
    for (int i = 0; i < words.size(); i += 2) {
      String option = words.get(i);
      if (i + 1 == words.size()) {
        throw new Bench.BadOption(option + " needs a value");
      }
      String value = words.get(i + 1);
      switch (option) {
        case "--streams" ->
            streams = Arrays.stream(value.split(",", -1)).map(v -> number(option, v)).toList();
        case "--seconds" -> seconds = number(option, value);
        case "--warm-up" -> warmUp = number(option, value);
        case "--kbps" -> kbps = number(option, value);
        default -> throw new Bench.BadOption("unknown option " + option);
      }
    }
    return new PassthroughOptions(streams, seconds, warmUp, kbps);
  }

  private static int number(String option, String value) {
    try {
      int number = Integer.parseInt(value.trim());
      if (number > 0 && number < 100_000) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new Bench.BadOption(option + " takes positive whole numbers, not " + value);
  }
}
