package io.linkmic.dns.select;

import io.linkmic.cluster.node.NodeRecord;
import io.linkmic.dns.picture.Picture;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Chooses nodes for rooms. {@link #show} on the pictures' thread only; questions on any thread.
 * Times are monotonic nanoseconds of one source.
 */
public final class Selector {
  private final Map<String, NodeTrack> tracks = new HashMap<>();
  private final LatelyChosen lately;
  private volatile @Nullable Board board;

  private final Rules rules;

  /**
   * What is configured.
   *
   * @param fullAtCpu share of the processors at which a node is full; 0 for never
   * @param card what the door tells of a node, kept with it; called once per node and picture
   */
  public record Rules(double fullAtCpu, Function<NodeRecord, byte[]> card) {}

  public Selector(long nowNanos, Rules rules) {
    this.rules = rules;
    this.lately = new LatelyChosen(nowNanos);
  }

  /** From now on questions are answered from this picture. */
  public void show(Picture picture, long nowNanos) {
    lately.tick(nowNanos);
    board = Board.of(picture, tracks, nowNanos, rules);
  }

  /** Chooses, and counts the room as on its way to the first candidate. */
  public Selection select(Question question, long nowNanos) {
    Board now = board;
    if (now == null) {
      return new Selection.NoPicture();
    }
    Asker asker = new Asker(now, question);
    Ban refusal = asker.refusal();
    if (refusal != null) {
      return new Selection.Refused(refusal.entry().reason());
    }
    Row owner = owner(asker);
    Row kept = owner == null ? kept(asker, nowNanos) : null;
    Row first = owner != null ? owner : kept;
    List<Candidate> candidates = new ArrayList<>(question.limit());
    if (first != null) {
      Candidate.Cause cause = owner != null ? Candidate.Cause.OWNER : Candidate.Cause.LATELY;
      candidates.add(candidate(asker, first, cause));
    }
    best(asker, first, candidates);
    if (candidates.isEmpty()) {
      return new Selection.NoNode(counts(asker));
    }
    if (owner == null) {
      Row chosen = candidates.getFirst().row();
      if (lately.put(question.roomId(), chosen.node().nodeId(), nowNanos)) {
        chosen.track().assign();
      }
    }
    return new Selection.Offered(candidates);
  }

  /** Who runs the room comes first, however busy: nobody else may run it. */
  static @Nullable Row owner(Asker asker) {
    Row owner = asker.board.owner(asker.question.roomId());
    return owner == null || asker.ban(owner) != null ? null : owner;
  }

  private @Nullable Row kept(Asker asker, long nowNanos) {
    String nodeId = lately.find(asker.question.roomId(), nowNanos);
    Row row = nodeId == null ? null : asker.board.find(nodeId);
    return row == null || asker.exclusion(row) != null ? null : row;
  }

  /** Fills up to the limit with the best ranked, in one pass without sorting all. */
  private static void best(Asker asker, @Nullable Row first, List<Candidate> candidates) {
    int wanted = asker.question.limit() - candidates.size();
    if (wanted == 0) {
      return;
    }
    long[] ranks = new long[wanted];
    Row[] chosen = new Row[wanted];
    int found = 0;
    for (Row row : asker.board.open) {
      if (row == first || asker.exclusion(row) != null) {
        continue;
      }
      if (found == wanted && asker.rankBeforeHash(row) > ranks[found - 1]) {
        continue;
      }
      long rank = asker.rank(row);
      if (found == wanted && rank >= ranks[found - 1]) {
        continue;
      }
      int at = found < wanted ? found++ : found - 1;
      for (; at > 0 && ranks[at - 1] > rank; at--) {
        ranks[at] = ranks[at - 1];
        chosen[at] = chosen[at - 1];
      }
      ranks[at] = rank;
      chosen[at] = row;
    }
    for (int i = 0; i < found; i++) {
      candidates.add(candidate(asker, chosen[i], Candidate.Cause.RANK));
    }
  }

  static Candidate candidate(Asker asker, Row row, Candidate.Cause cause) {
    return new Candidate(
        row,
        cause,
        asker.standing(row),
        asker.isPlaceless(),
        cause == Candidate.Cause.OWNER ? 1 : asker.score(row));
  }

  private static Map<Exclusion, Integer> counts(Asker asker) {
    Map<Exclusion, Integer> counts = new EnumMap<>(Exclusion.class);
    for (Row row : asker.board.rows) {
      Exclusion why = asker.exclusion(row);
      if (why != null) {
        counts.merge(why, 1, Integer::sum);
      }
    }
    return counts;
  }

  /** What {@link #select} would say and why; nothing is counted. Empty before the first picture. */
  public @Nullable Explanation explain(Question question, long nowNanos) {
    Board now = board;
    return now == null ? null : explain(new Asker(now, question), nowNanos);
  }

  private Explanation explain(Asker asker, long nowNanos) {
    Row owner = owner(asker);
    Row kept = owner == null ? kept(asker, nowNanos) : null;
    return Explanation.of(asker, owner, kept);
  }

  /** Nodes in the picture. */
  public int nodes() {
    Board now = board;
    return now == null ? 0 : now.rows.length;
  }

  /** Those of them that nothing known before a question keeps out. */
  public int openNodes() {
    Board now = board;
    return now == null ? 0 : now.open.length;
  }

  /** Rooms remembered as sent somewhere. */
  public long remembered() {
    return lately.size();
  }
}
