package io.linkmic.benchmarks;

import java.util.List;

/**
 * @param nodes that beat
 * @param rooms with a configuration and a lease
 * @param seconds measured time of each run
 * @param warmUpSeconds time before the first
 * @param connections kept alive, one request at a time on each
 * @param rate selections per second of the paced run
 * @param newRooms percent of the selections that are for rooms without an owner
 */
record DnsOptions(
    int nodes, int rooms, int seconds, int warmUpSeconds, int connections, int rate, int newRooms) {

  static DnsOptions parse(List<String> words) {
    int[] values = {500, 100_000, 20, 10, 32, 20_000, 20};
    List<String> names =
        List.of(
            "--nodes",
            "--rooms",
            "--seconds",
            "--warm-up",
            "--connections",
            "--rate",
            "--new-rooms");
    for (int i = 0; i < words.size(); i += 2) {
      String option = words.get(i);
      int at = names.indexOf(option);
      if (at < 0) {
        throw new Bench.BadOption("unknown option " + option);
      }
      if (i + 1 == words.size()) {
        throw new Bench.BadOption(option + " needs a value");
      }
      values[at] = number(option, words.get(i + 1));
    }
    if (values[6] > 100) {
      throw new Bench.BadOption("--new-rooms takes a percentage");
    }
    return new DnsOptions(
        values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
  }

  private static int number(String option, String value) {
    try {
      int number = Integer.parseInt(value.trim());
      if (number > 0 && number <= 1_000_000) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new Bench.BadOption(option + " takes a positive whole number, not " + value);
  }
}
