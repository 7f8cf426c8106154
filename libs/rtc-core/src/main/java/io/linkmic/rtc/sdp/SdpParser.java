package io.linkmic.rtc.sdp;

import io.linkmic.rtc.bytes.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads SDP (RFC 8866) and trickle fragments (RFC 8840 §9) into a {@link SessionDescription}. */
final class SdpParser {
  // The largest offer of a browser seen is 8 KB; a stranger's text may not cost more to read.
  static final int MAX_LENGTH = 64 * 1024;

  // A host sends one camera and one microphone; browsers that reuse a connection for long
  // accumulate stopped m-lines.
  static final int MAX_MEDIA = 32;

  // Payload types have 7 bits (RFC 3550 §5.1).
  static final int MAX_FORMATS = 128;

  static final String TOO_LARGE = "larger than 64 KB";
  static final String TOO_MANY_MEDIA = "more than 32 m-lines";

  private final String text;
  private final boolean fragment;
  private final List<Attribute> sessionAttributes = new ArrayList<>();
  private final List<MediaDescription> media = new ArrayList<>();
  private String origin = "";
  private boolean begun;

  // The m-line being read; its attributes follow it.
  private Optional<MediaDescription> open = Optional.empty();
  private List<Attribute> openAttributes = new ArrayList<>();
  private String openConnection = "";

  private SdpParser(String text, boolean fragment) {
    this.text = text;
    this.fragment = fragment;
  }

  static Parsed<SessionDescription> parse(String text) {
    return new SdpParser(text, false).read();
  }

  /** A fragment has neither version nor origin. */
  static Parsed<SessionDescription> parseFragment(String text) {
    return new SdpParser(text, true).read();
  }

  private Parsed<SessionDescription> read() {
    if (text.length() > MAX_LENGTH) {
      return Parsed.malformed(TOO_LARGE, MAX_LENGTH);
    }
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        end = text.length();
      }
      int last = end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
      Optional<String> problem = line(text.substring(at, last));
      if (problem.isPresent()) {
        return Parsed.malformed(problem.get(), at);
      }
      at = end + 1;
    }
    if (!begun) {
      return Parsed.malformed("empty", 0);
    }
    closeMedia();
    return Parsed.ok(new SessionDescription(origin, new Attributes(sessionAttributes), media));
  }

  private Optional<String> line(String line) {
    if (line.isEmpty()) {
      return Optional.empty(); // Copied and pasted offers often end in an empty line.
    }
    if (line.chars().anyMatch(c -> c < ' ' && c != '\t')) {
      return Optional.of("control character");
    }
    if (line.length() < 2 || line.charAt(1) != '=') {
      return Optional.of("not a type=value line");
    }
    if (!begun && !fragment && !line.equals("v=0")) {
      return Optional.of("does not begin with v=0");
    }
    begun = true;
    String value = line.substring(2);
    switch (line.charAt(0)) {
      case 'm' -> {
        return mediaLine(value);
      }
      case 'a' -> attributesHere().add(Attribute.of(value.strip()));
      case 'o' -> origin = value;
      case 'c' -> openConnection = value;
      default -> {
        // Bandwidth, timing, title: nothing WebRTC acts on.
      }
    }
    return Optional.empty();
  }

  private List<Attribute> attributesHere() {
    return open.isPresent() ? openAttributes : sessionAttributes;
  }

  private Optional<String> mediaLine(String value) {
    closeMedia();
    if (media.size() == MAX_MEDIA) {
      return Optional.of(TOO_MANY_MEDIA);
    }
    List<String> words = Words.of(value);
    if (words.size() < 4 || words.size() - 3 > MAX_FORMATS) {
      return Optional.of("m-line of a wrong length");
    }
    // They are echoed when the line is rejected.
    if (!words.stream().allMatch(Words::isToken)) {
      return Optional.of("m-line with an invisible character");
    }
    int port = Decimal.parse(words.get(1), 65_535);
    if (port == Decimal.NONE) {
      return Optional.of("m-line without a port");
    }
    open =
        Optional.of(
            new MediaDescription(
                words.get(0),
                port,
                words.get(2),
                words.subList(3, words.size()),
                "",
                Attributes.NONE));
    return Optional.empty();
  }

  private void closeMedia() {
    open.ifPresent(m ->
        media.add(
            new MediaDescription(
                m.media(),
                m.port(),
                m.protocol(),
                m.formats(),
                openConnection,
                new Attributes(openAttributes))));
    open = Optional.empty();
    openAttributes = new ArrayList<>();
    openConnection = "";
  }
}
