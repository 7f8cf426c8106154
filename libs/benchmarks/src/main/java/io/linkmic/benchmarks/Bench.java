package io.linkmic.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** {@code ./linkmic bench <which> [options]}. */
public final class Bench {
  private static final String USAGE =
      """
      Usage: ./linkmic bench passthrough [options]
             ./linkmic bench mix [options]
             ./linkmic bench dns [options]

      passthrough: publishes N streams of 720p30 H.264 and Opus to a node by WHIP and real UDP,
      watches each by HTTP-FLV from an origin, and prints figures as JSON.

        --streams 1,10,25,50   how many at a time, one run each
        --seconds 20           measured time of a run
        --warm-up 15           time before it, for the JIT
        --kbps 2500            video bit rate

      mix: publishes N hosts with four different clips of 720p30 H.264 and Opus into one room of a
      node that pushes to an origin, then gives the FFmpeg program's filter graph the same work, then
      the codecs alone, and prints figures as JSON: processor seconds per second of media. A node that
      left more than one frame in fifty out has no ratios.

        --hosts 2,4,9          how many at a time, one run each
        --seconds 30           measured time, of the node, of FFmpeg and of the codecs
        --rounds 3             how often the three are measured in turn; ratios are medians
        --beside               FFmpeg at the same time as the node, on the same machine at the same
                               moment; for machines that carry both (two hosts on two cores)
        --warm-up 240          time of the node before the first round, for the JIT
        --kbps 1500            video bit rate of each host
        --feeds                every host also receives the mix without its own voice

      dns: fills a real Redis with nodes that beat and rooms that run, asks an mcu-dns process for
      nodes over HTTP, once as fast as answers come and once at a fixed rate, and prints figures as
      JSON. Everything shares this machine.

        --nodes 500            that beat
        --rooms 100000         with a configuration and a lease
        --seconds 20           measured time of each of the two runs
        --warm-up 10           time before them, for the JIT
        --connections 32       kept alive, one request at a time on each
        --rate 20000           selections a second of the second run
        --new-rooms 20         percent of selections for rooms that nobody runs yet
      """;

  private Bench() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws Exception {
    List<String> words = Arrays.asList(args);
    if (words.isEmpty() || words.contains("--help") || words.contains("-h")) {
      System.out.print(USAGE);
      return;
    }
    List<String> options = words.subList(1, words.size());
    try {
      switch (words.getFirst()) {
        case "passthrough" ->
            System.out.println(new PassthroughBench(PassthroughOptions.parse(options)).run());
        case "mix" -> System.out.println(new MixBench(MixOptions.parse(options)).run());
        case "dns" -> System.out.println(new DnsBench(DnsOptions.parse(options)).run());
        default -> fail("there is no benchmark '" + words.getFirst() + "'");
      }
    } catch (BadOption mistake) {
      fail(String.valueOf(mistake.getMessage()));
    }
    System.exit(0);
  }

  /** What was typed makes no sense; the message says why. */
  static final class BadOption extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BadOption(String message) {
      super(message);
    }
  }

  @SuppressWarnings("SystemOut")
  private static void fail(String why) {
    System.err.println("linkmic bench: " + why);
    System.err.print(USAGE);
    System.exit(2);
  }

  /** Waits; interrupts do not shorten it. */
  static void sleep(Duration duration) {
    long until = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Progress, beside the figures on standard output. */
  @SuppressWarnings("SystemOut")
  static void say(String text) {
    System.err.println(text);
  }
}
