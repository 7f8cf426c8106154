package io.linkmic.node.signaling.whip;

import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.ice.IceCredentials;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * RFC 8840 §9 {@code application/trickle-ice-sdpfrag}: credentials and candidates of one ICE
 * session.
 *
 * @param candidates values of {@code a=candidate}, without the attribute's name
 */
record SdpFragment(@Nullable IceCredentials credentials, List<String> candidates) {
  /** Of one fragment; browsers gather fewer than 20. */
  static final int MAXIMUM_CANDIDATES = 64;

  /** RFC 8839 §5.4: 4–256 and 22–256 ice-chars. */
  private static final Pattern UFRAG = Pattern.compile("[A-Za-z0-9+/]{4,256}");

  private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9+/]{22,256}");

  static Parsed<SdpFragment> parse(String text) {
    @Nullable String ufrag = null;
    @Nullable String password = null;
    List<String> candidates = new ArrayList<>();
    int offset = 0;
    for (String line : text.split("\r?\n", -1)) {
      if (line.startsWith("a=ice-ufrag:")) {
        ufrag = line.substring(12);
      } else if (line.startsWith("a=ice-pwd:")) {
        password = line.substring(10);
      } else if (line.startsWith("a=candidate:")) {
        if (candidates.size() == MAXIMUM_CANDIDATES) {
          return Parsed.malformed("too many candidates", offset);
        }
        candidates.add(line.substring(2));
      } else if (!line.isEmpty() && (line.length() < 2 || line.charAt(1) != '=')) {
        return Parsed.malformed("not an SDP line", offset);
      }
      offset += line.length() + 1;
    }
    if ((ufrag == null) != (password == null)) {
      return Parsed.malformed("ice-ufrag and ice-pwd come together", 0);
    }
    if (ufrag == null || password == null) {
      return Parsed.ok(new SdpFragment(null, List.copyOf(candidates)));
    }
    if (!UFRAG.matcher(ufrag).matches() || !PASSWORD.matcher(password).matches()) {
      return Parsed.malformed("ice-ufrag or ice-pwd breaks RFC 8839", 0);
    }
    return Parsed.ok(new SdpFragment(new IceCredentials(ufrag, password), List.copyOf(candidates)));
  }

  /** The same session offered with other credentials: what an ICE restart is in SDP. */
  static String offerWith(String offer, IceCredentials credentials) {
    StringBuilder restarted = new StringBuilder(offer.length());
    for (String line : offer.split("\r?\n", -1)) {
      if (line.isEmpty() || line.startsWith("a=candidate:")) {
        continue;
      }
      if (line.startsWith("a=ice-ufrag:")) {
        restarted.append("a=ice-ufrag:").append(credentials.ufrag());
      } else if (line.startsWith("a=ice-pwd:")) {
        restarted.append("a=ice-pwd:").append(credentials.password());
      } else {
        restarted.append(line);
      }
      restarted.append("\r\n");
    }
    return restarted.toString();
  }

  /** RFC 9725 §4.3.3: the answer's side of an ICE restart, the first media section's. */
  static String ofAnswer(String answer) {
    StringBuilder fragment = new StringBuilder(512);
    boolean media = false;
    for (String line : answer.split("\r?\n", -1)) {
      if (line.startsWith("m=")) {
        if (media) {
          break;
        }
        media = true;
      }
      if (line.startsWith("m=")
          || line.startsWith("a=ice-")
          || line.startsWith("a=mid:")
          || line.startsWith("a=group:")
          || line.startsWith("a=candidate:")
          || line.equals("a=end-of-candidates")) {
        fragment.append(line).append("\r\n");
      }
    }
    return fragment.toString();
  }

  /** The credentials an offer carries, or null. The first ones: BUNDLE has but one transport. */
  static @Nullable IceCredentials credentialsOf(String sdp) {
    @Nullable String ufrag = null;
    for (String line : sdp.split("\r?\n", -1)) {
      if (line.startsWith("a=ice-ufrag:") && ufrag == null) {
        ufrag = line.substring(12);
      } else if (line.startsWith("a=ice-pwd:") && ufrag != null) {
        return new IceCredentials(ufrag, line.substring(10));
      }
    }
    return null;
  }
}
