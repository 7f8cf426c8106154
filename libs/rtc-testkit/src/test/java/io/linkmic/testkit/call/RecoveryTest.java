package io.linkmic.testkit.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.testkit.network.LossModel;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** congestion.md §4: medians of five seeds, and a floor for each. */
class RecoveryTest {
  private static final int SEEDS = 5;

  @ParameterizedTest
  @CsvSource({
    " 5,  50, 0,    0,    90",
    " 5, 100, 0,    0,   140",
    " 5, 200, 0.1,  0.1, 250",
    "10,  50, 0,    0,    90",
    "10, 100, 0.1,  0.1, 150",
    "10, 200, 0.5,  0.2, 300",
    "20,  50, 0.1,  0.1, 150",
    "20, 100, 0.3,  0.3, 250",
    "20, 200, 1,    0.5, 450",
    "30,  50, 0.3,  0.2, 180",
    "30, 100, 1,    0.5, 300",
    "30, 200, 3,    2,   500",
  })
  void losses_are_repaired_within_half_a_second(
      int lossPercent, int rttMillis, double freezePercent, double missingPercent, int p95) {
    double share = lossPercent / 100.0;
    LossModel[] models = {new LossModel.Bernoulli(share), new LossModel.GilbertElliott(share, 3)};
    for (LossModel model : models) {
      var figures = RecoveryTable.median(SEEDS, rttMillis, model);
      assertThat(figures.freezeRatio() * 100)
          .as("freeze ratio, %s, seeds 1 to %d: %s", model, SEEDS, figures)
          .isLessThanOrEqualTo(freezePercent);
      assertThat(figures.missing() * 100)
          .as("missing pictures, %s, seeds 1 to %d: %s", model, SEEDS, figures)
          .isLessThanOrEqualTo(missingPercent);
      assertThat(figures.p95AddedLatency())
          .as("p95 added latency, %s, seeds 1 to %d: %s", model, SEEDS, figures)
          .isLessThanOrEqualTo(Duration.ofMillis(p95));
    }
  }
}
