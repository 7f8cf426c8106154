package io.linkmic.dns.select;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A question as one board sees it. One thread, one question. */
final class Asker {
  final Board board;
  final Question question;
  final List<Ban> bans;
  private final int region;
  private final int isp;
  private final Globe.@Nullable Point point;
  private final int seed;
  private final boolean placeless;

  Asker(Board board, Question question) {
    this.board = board;
    this.question = question;
    this.bans = board.bans(question.client());
    this.region = board.numberOf(question.place().region());
    this.isp = board.numberOf(question.place().isp());
    this.point = Globe.point(question.place().latitude(), question.place().longitude());
    this.placeless = question.place().region() == null && point == null;
    this.seed = Rendezvous.seed(question.roomId());
  }

  /** The entry that refuses this client everything. */
  @Nullable Ban refusal() {
    for (int i = 0; i < bans.size(); i++) {
      if (bans.get(i).isForAllNodes()) {
        return bans.get(i);
      }
    }
    return null;
  }

  /** The entry that keeps this node from this client. */
  @Nullable Ban ban(Row row) {
    for (int i = 0; i < bans.size(); i++) {
      if (bans.get(i).holdsFor(row.node())) {
        return bans.get(i);
      }
    }
    return row.ban();
  }

  /** Why the node is not offered to this client as a place for a new room; null when it is. */
  @Nullable Exclusion exclusion(Row row) {
    Exclusion forAll = row.exclusion();
    if (forAll != null) {
      return forAll;
    }
    if (!bans.isEmpty() && ban(row) != null) {
      return Exclusion.BLACKLISTED;
    }
    return row.isBusy() ? Exclusion.BUSY : null;
  }

  /** Nobody knows where the client is: places do not matter. */
  boolean isPlaceless() {
    return placeless;
  }

  int standing(Row row) {
    if (placeless) {
      return Standing.PLACELESS;
    }
    if (row.region == region) {
      return row.isp == isp ? Standing.SAME_REGION_AND_ISP : Standing.SAME_REGION;
    }
    return point == null || row.point == null
        ? Standing.ELSEWHERE
        : Standing.FIRST_BAND + Globe.band(point, row.point);
  }

  @Nullable Double kilometres(Row row) {
    return point == null || row.point == null ? null : Globe.kilometres(point, row.point);
  }

  /** Place before load before the room's own preference; the lowest is the best. */
  long rank(Row row) {
    return rankBeforeHash(row) | Rendezvous.weight(seed, row.seed);
  }

  /** The lowest rank that the row can have: most rows need no hash to be known as worse. */
  long rankBeforeHash(Row row) {
    return ((long) standing(row) << 42) | ((long) row.rankLoad() << 32);
  }

  /** 1 for the best there could be, 0 for the worst; falls along the ranking. */
  double score(Row row) {
    double within = Math.min(row.rankLoad(), 99) / 100.0;
    return Math.round((1 - (standing(row) + within) / Standing.COUNT) * 1000) / 1000.0;
  }
}
