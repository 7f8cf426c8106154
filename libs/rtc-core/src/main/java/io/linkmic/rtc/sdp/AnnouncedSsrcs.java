package io.linkmic.rtc.sdp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ssrcs an m-line announces (RFC 5576).
 *
 * @param media in the order they stand
 * @param rtx of the first, second, … of {@code media}, as far as announced without a gap
 */
record AnnouncedSsrcs(List<Long> media, List<Long> rtx) {
  // Simulcast with three layers, each with rtx and fec, is 9.
  private static final int MAX_SSRCS = 32;

  private static final long MAX_SSRC = (1L << 32) - 1;

  static AnnouncedSsrcs of(MediaDescription description) {
    Set<Long> all = new LinkedHashSet<>();
    description
        .attributes()
        .all("ssrc")
        .mapToLong(value -> ssrc(Words.of(value)))
        .filter(ssrc -> ssrc != Decimal.NONE)
        .limit(MAX_LINES)
        .forEach(ssrc -> add(all, ssrc));
    Map<Long, Long> rtxOf = new LinkedHashMap<>();
    Set<Long> repair = new HashSet<>();
    description
        .attributes()
        .all("ssrc-group")
        .limit(MAX_SSRCS)
        .forEach(value -> group(Words.of(value), rtxOf, repair));
    List<Long> media = all.stream().filter(ssrc -> !repair.contains(ssrc)).toList();
    List<Long> rtx = new ArrayList<>();
    for (Long ssrc : media) {
      Long repaired = rtxOf.get(ssrc);
      if (repaired == null) {
        break;
      }
      rtx.add(repaired);
    }
    return new AnnouncedSsrcs(media, List.copyOf(rtx));
  }

  // Each ssrc has a line for its cname and one or more for its msid.
  private static final int MAX_LINES = 8 * MAX_SSRCS;

  private static void add(Set<Long> all, long ssrc) {
    if (all.size() < MAX_SSRCS) {
      all.add(ssrc);
    }
  }

  private static long ssrc(List<String> words) {
    return words.isEmpty() ? Decimal.NONE : Decimal.parse(words.getFirst(), MAX_SSRC);
  }

  /** FID: media and its rtx (RFC 4588 §8); FEC-FR: media and its repair (RFC 5956 §4.3). */
  private static void group(List<String> words, Map<Long, Long> rtxOf, Set<Long> repair) {
    if (words.size() != 3) {
      return;
    }
    long media = Decimal.parse(words.get(1), MAX_SSRC);
    long other = Decimal.parse(words.get(2), MAX_SSRC);
    if (media == Decimal.NONE || other == Decimal.NONE) {
      return;
    }
    switch (words.getFirst()) {
      case "FID" -> {
        rtxOf.putIfAbsent(media, other);
        repair.add(other);
      }
      case "FEC-FR", "FEC" -> repair.add(other);
      default -> {
        // SIM and LS name media only.
      }
    }
  }
}
