package io.linkmic.testkit.network;

import java.util.random.RandomGenerator;

/** Which datagrams a link loses. */
public sealed interface LossModel {

  /** None. */
  record None() implements LossModel {}

  /**
   * Each with the same probability.
   *
   * @param probability 0 to 1
   */
  record Bernoulli(double probability) implements LossModel {}

  /**
   * In bursts: a good state that loses nothing and a bad one that loses everything.
   *
   * @param probability share of all datagrams lost, 0 to less than 1
   * @param meanBurst mean number lost in a row, at least 1
   */
  record GilbertElliott(double probability, double meanBurst) implements LossModel {}

  /** The model at work, with a state and a generator of its own. */
  final class Lottery {
    private final LossModel model;
    private final RandomGenerator random;
    private boolean bad;

    Lottery(LossModel model, RandomGenerator random) {
      this.model = model;
      this.random = random;
    }

    boolean losesNext() {
      return switch (model) {
        case None() -> false;
        case Bernoulli(double probability) -> random.nextDouble() < probability;
        case GilbertElliott(double probability, double meanBurst) -> {
          double toBad = probability / (meanBurst * (1 - probability));
          double change = bad ? 1 / meanBurst : toBad;
          bad ^= random.nextDouble() < change;
          yield bad;
        }
      };
    }
  }
}
