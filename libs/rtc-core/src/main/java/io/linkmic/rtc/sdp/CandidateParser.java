package io.linkmic.rtc.sdp;

import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.ice.IceCandidate;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Reads {@code candidate:} lines (RFC 8839 §5.1). Never looks a name up. */
public final class CandidateParser {
  private static final String PREFIX = "candidate:";

  // The longest line of a browser seen has 200 characters.
  private static final int MAX_LENGTH = 1024;

  private static final long MAX_PRIORITY = (1L << 32) - 1;

  private CandidateParser() {}

  /**
   * @param text {@code candidate:…} as in {@code RTCIceCandidate.candidate}; {@code a=} before it
   *     does no harm
   */
  public static Parsed<CandidateLine> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Parsed.malformed("candidate too long", MAX_LENGTH);
    }
    String line = text.strip();
    if (line.startsWith("a=")) {
      line = line.substring(2);
    }
    if (line.isEmpty() || line.equals("end-of-candidates")) {
      return Parsed.ok(new CandidateLine.EndOfCandidates());
    }
    return line.startsWith(PREFIX)
        ? value(line.substring(PREFIX.length()))
        : Parsed.malformed("not a candidate line", 0);
  }

  /** What follows {@code a=candidate:}. */
  static Parsed<CandidateLine> value(String value) {
    List<String> words = Words.of(value);
    if (words.size() < 8 || !words.get(6).equals("typ")) {
      return Parsed.malformed("candidate of a wrong form", 0);
    }
    int component = Decimal.parse(words.get(1), 256);
    long priority = Decimal.parse(words.get(3), MAX_PRIORITY);
    int port = Decimal.parse(words.get(5), 65_535);
    if (component == Decimal.NONE || priority == Decimal.NONE || port == Decimal.NONE) {
      return Parsed.malformed("candidate with a wrong number", 0);
    }
    if (!words.get(2).equalsIgnoreCase("udp")) {
      return ignored("not UDP");
    }
    if (component != 1) {
      return ignored("not the component of RTP");
    }
    if (port == 0) {
      return ignored("no port");
    }
    return Literals.parse(words.get(4))
        .map(address -> new InetSocketAddress(address, port))
        .map(address -> new IceCandidate(words.get(0), component, priority, address, words.get(7)))
        .map(candidate -> Parsed.<CandidateLine>ok(new CandidateLine.Usable(candidate)))
        .orElseGet(() -> ignored("not a literal address"));
  }

  /** The candidate, if it is one to use. */
  static Optional<IceCandidate> usable(String value) {
    return value(value) instanceof Parsed.Ok<CandidateLine>(CandidateLine.Usable(var candidate))
        ? Optional.of(candidate)
        : Optional.empty();
  }

  private static Parsed<CandidateLine> ignored(String why) {
    return Parsed.ok(new CandidateLine.Ignored(why));
  }
}
