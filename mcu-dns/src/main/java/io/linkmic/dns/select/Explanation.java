package io.linkmic.dns.select;

import io.linkmic.dns.picture.Picture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every node and why it stands where it stands.
 *
 * @param refusal why the client's network gets nothing; null when it does
 * @param lines those that are offered first, best first, then those left out
 */
public record Explanation(Picture picture, @Nullable String refusal, List<Line> lines) {

  /**
   * @param why it is left out; null when it is offered
   * @param reason the blacklist's words, where it is that
   * @param kilometres null when not known
   */
  public record Line(
      Candidate candidate,
      @Nullable Exclusion why,
      @Nullable String reason,
      @Nullable Double kilometres) {}

  static Explanation of(Asker asker, @Nullable Row owner, @Nullable Row kept) {
    List<Line> offered = new ArrayList<>();
    List<Line> left = new ArrayList<>();
    for (Row row : asker.board.rows) {
      Candidate.Cause cause =
          row == owner
              ? Candidate.Cause.OWNER
              : row == kept ? Candidate.Cause.LATELY : Candidate.Cause.RANK;
      Exclusion why = row == owner ? null : asker.exclusion(row);
      Ban ban = why == Exclusion.BLACKLISTED ? asker.ban(row) : null;
      Line line =
          new Line(
              Selector.candidate(asker, row, cause),
              why,
              ban == null ? null : ban.entry().reason(),
              asker.kilometres(row));
      (why == null ? offered : left).add(line);
    }
    offered.sort(
        Comparator.comparing((Line line) -> line.candidate().cause())
            .thenComparingLong(line -> asker.rank(line.candidate().row())));
    left.sort(Comparator.comparing(line -> line.candidate().row().node().nodeId()));
    offered.addAll(left);
    Ban refusal = asker.refusal();
    return new Explanation(
        asker.board.picture(),
        refusal == null ? null : refusal.entry().reason(),
        List.copyOf(offered));
  }
}
