package io.linkmic.dns.select;

/**
 * A load in steps of 5 %, which it leaves only once it is another 5 % beyond: a node keeps its rank
 * until another is better by that margin, however the figures tremble. (A Schmitt trigger.) The
 * steps are the same for all, so that instances of mcu-dns that saw the same beats agree.
 */
final class LoadStep {
  static final double WIDTH = 0.05;
  static final double MARGIN = 0.05;

  // Beyond 100 % nobody is offered anything; twice that is enough to tell "more" from "much more".
  private static final double MOST = 2.0;

  // 0.15 / 0.05 is a little less than 3.
  private static final double ROUNDING = 1e-9;

  private LoadStep() {}

  static int first(double load) {
    return (int) Math.floor(Math.clamp(load, 0, MOST) / WIDTH + ROUNDING);
  }

  static int next(int step, double load) {
    boolean within =
        load > step * WIDTH - MARGIN - ROUNDING && load < (step + 1) * WIDTH + MARGIN + ROUNDING;
    return within ? step : first(load);
  }
}
