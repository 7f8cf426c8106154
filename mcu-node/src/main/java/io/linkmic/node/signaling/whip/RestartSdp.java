package io.linkmic.node.signaling.whip;

import io.linkmic.rtc.ice.IceCredentials;
import org.jspecify.annotations.Nullable;

/**
 * What an ICE restart by {@code PATCH} (RFC 9725 §4.3) is in terms of offers and answers: the
 * client sends only its new credentials, the room knows only whole sessions.
 */
final class RestartSdp {
  private RestartSdp() {}

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
