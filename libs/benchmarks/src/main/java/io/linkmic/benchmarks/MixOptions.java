package io.linkmic.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * @param hosts how many in one room, one run each
 * @param seconds measured time, of the node as of FFmpeg
 * @param warmUpSeconds time before the first round, for the JIT
 * @param rounds how often node, FFmpeg and codecs are measured in turn
 * @param beside whether FFmpeg runs beside the node instead of after it
 * @param kbps of each host's video
 * @param feeds whether every host also receives the mix without its own voice
 */
record MixOptions(
    List<Integer> hosts,
    int seconds,
    int warmUpSeconds,
    int rounds,
    boolean beside,
    int kbps,
    boolean feeds) {

  static MixOptions parse(List<String> words) {
    List<Integer> hosts = List.of(2, 4, 9);
    int seconds = 30;
    int warmUp = 240;
    int rounds = 3;
    int kbps = 1500;
    boolean feeds = false;
    boolean beside = false;
    for (int i = 0; i < words.size(); i++) {
      String option = words.get(i);
      if (option.equals("--feeds")) {
        feeds = true;
        continue;
      }
      if (option.equals("--beside")) {
        beside = true;
        continue;
      }
      if (i + 1 == words.size()) {
        throw new Bench.BadOption(option + " needs a value");
      }
      String value = words.get(++i);
      switch (option) {
        case "--hosts" ->
            hosts = Arrays.stream(value.split(",", -1)).map(v -> number(option, v, 2, 16)).toList();
        case "--seconds" -> seconds = number(option, value, 1, 3600);
        case "--warm-up" -> warmUp = number(option, value, 1, 3600);
        case "--rounds" -> rounds = number(option, value, 1, 100);
        case "--kbps" -> kbps = number(option, value, 100, 20_000);
        default -> throw new Bench.BadOption("unknown option " + option);
      }
    }
    return new MixOptions(hosts, seconds, warmUp, rounds, beside, kbps, feeds);
  }

  /** About how long all of it takes. */
  Duration duration() {
    // Node, FFmpeg and codecs; hosts who come, settle and leave. Beside each other two are one.
    int round = (beside ? 2 : 3) * seconds + 20;
    return Duration.ofSeconds((long) hosts.size() * (warmUpSeconds + rounds * round));
  }

  private static int number(String option, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value.trim());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new Bench.BadOption(
        "%s takes whole numbers from %d to %d, not %s".formatted(option, least, most, value));
  }
}
