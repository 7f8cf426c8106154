package io.linkmic.testkit.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How well losses were repaired (congestion.md §4).
 *
 * @param freezeRatio share of the time spent in freezes as webrtc-stats defines them: a gap between
 *     pictures of at least max(3 · average, average + 150 ms), at a viewer who shows each picture
 *     the playout deadline after it would have come without loss, or when it comes if that is later
 * @param missing share of the pictures sent that never came out
 * @param p95AddedLatency of the pictures that came out: what loss added to the one-way delay
 */
public record RecoveryFigures(double freezeRatio, double missing, Duration p95AddedLatency) {
  /** webrtc-stats, totalFreezesDuration: the average of the last 30 gaps. */
  private static final int AVERAGE_OF = 30;

  private static final double FREEZE_MARGIN_SECONDS = 0.150;

  public static RecoveryFigures of(CallRecord record, Duration oneWayDelay, Duration deadline) {
    Map<Long, Instant> sentAt = new HashMap<>();
    record.picturesSent().forEach(sent -> sentAt.put(sent.number(), sent.at()));
    var received = record.picturesReceived();
    if (received.isEmpty()) {
      return new RecoveryFigures(1, 1, Duration.ZERO);
    }
    long[] added = new long[received.size()];
    Instant[] shown = new Instant[added.length];
    for (int i = 0; i < added.length; i++) {
      var picture = received.get(i);
      Instant sent = sentAt.getOrDefault(picture.number(), picture.at());
      added[i] = Duration.between(sent, picture.at()).minus(oneWayDelay).toNanos();
      Instant due = sent.plus(oneWayDelay).plus(deadline);
      shown[i] = due.isAfter(picture.at()) ? due : picture.at();
    }
    Arrays.sort(added);
    double missing = 1 - (double) received.size() / record.picturesSent().size();
    long p95 = added[(int) Math.min(added.length - 1L, Math.round(added.length * 0.95))];
    return new RecoveryFigures(freezeRatio(shown), missing, Duration.ofNanos(p95));
  }

  /** The middle of each figure by itself. */
  public static RecoveryFigures median(List<RecoveryFigures> runs) {
    int middle = runs.size() / 2;
    return new RecoveryFigures(
        runs.stream().mapToDouble(RecoveryFigures::freezeRatio).sorted().toArray()[middle],
        runs.stream().mapToDouble(RecoveryFigures::missing).sorted().toArray()[middle],
        runs.stream().map(RecoveryFigures::p95AddedLatency).sorted().toList().get(middle));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "freeze %.2f %% missing %.2f %% p95 %d ms",
        freezeRatio * 100,
        missing * 100,
        p95AddedLatency.toMillis());
  }

  private static double freezeRatio(Instant[] shown) {
    var recent = new ArrayDeque<Double>();
    double sum = 0;
    double frozen = 0;
    for (int i = 1; i < shown.length; i++) {
      double gap = Duration.between(shown[i - 1], shown[i]).toNanos() / 1e9;
      if (recent.size() == AVERAGE_OF) {
        double average = sum / AVERAGE_OF;
        if (gap >= Math.max(3 * average, average + FREEZE_MARGIN_SECONDS)) {
          frozen += gap;
        }
        sum -= recent.removeFirst();
      }
      recent.addLast(gap);
      sum += gap;
    }
    double total = Duration.between(shown[0], shown[shown.length - 1]).toNanos() / 1e9;
    return total == 0 ? 0 : frozen / total;
  }
}
