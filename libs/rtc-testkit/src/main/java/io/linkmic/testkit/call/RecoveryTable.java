package io.linkmic.testkit.call;

import io.linkmic.testkit.network.LinkConfig;
import io.linkmic.testkit.network.LossModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs and prints the table of congestion.md §4. */
public final class RecoveryTable {
  private static final Duration CALL = Duration.ofSeconds(30);
  private static final int[] LOSS_PERCENT = {5, 10, 20, 30};
  private static final int[] RTT_MILLIS = {50, 100, 200};

  private RecoveryTable() {}

  /** One call of half a minute at 720p30 and 2.5 Mbit/s; losses on the publisher's way only. */
  public static RecoveryFigures run(long seed, int rttMillis, LossModel loss) {
    Duration rtt = Duration.ofMillis(rttMillis);
    var config = CallConfig.of(seed, rtt);
    LinkConfig lossy = config.up().withLoss(loss);
    var call = new SimulatedCall(config.withUp(lossy));
    call.connect();
    call.publish();
    call.runFor(CALL);
    call.stopPublishing();
    call.runFor(Duration.ofSeconds(2));
    return RecoveryFigures.of(call.record(), rtt.dividedBy(2), config.videoDeadline());
  }

  public static RecoveryFigures median(int seeds, int rttMillis, LossModel loss) {
    List<RecoveryFigures> runs = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      runs.add(run(seed, rttMillis, loss));
    }
    return RecoveryFigures.median(runs);
  }

  /** Prints the table, medians over as many seeds as the first argument says (5). */
  public static void main(String[] arguments) {
    int seeds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
    for (int percent : LOSS_PERCENT) {
      for (int rtt : RTT_MILLIS) {
        double share = percent / 100.0;
        print("random", percent, rtt, median(seeds, rtt, new LossModel.Bernoulli(share)));
        print("bursts", percent, rtt, median(seeds, rtt, new LossModel.GilbertElliott(share, 3)));
      }
    }
  }

  private static void print(String kind, int percent, int rtt, RecoveryFigures figures) {
    System.out.printf(Locale.ROOT, "%s %2d %% rtt %3d ms: %s%n", kind, percent, rtt, figures);
  }
}
