package io.linkmic.rtc.sdp;

import io.linkmic.rtc.rtp.MediaKind;
import java.util.Optional;
import java.util.Set;

/**
 * An m-line that carries sound or picture over DTLS-SRTP.
 *
 * @param index among all m-lines
 * @param direction of the side that wrote it
 */
record RtpLine(int index, MediaDescription line, MediaKind kind, Direction direction) {
  // RFC 8829 §5.1.2 wants all of these taken; what runs is UDP/TLS/RTP/SAVPF in any case.
  private static final Set<String> PROTOCOLS =
      Set.of(
          "UDP/TLS/RTP/SAVPF",
          "UDP/TLS/RTP/SAVP",
          "TCP/DTLS/RTP/SAVPF",
          "TCP/DTLS/RTP/SAVP",
          "RTP/SAVPF",
          "RTP/SAVP");

  static Optional<RtpLine> of(SessionDescription session, int index) {
    MediaDescription line = session.media().get(index);
    if (line.isRejected() || !PROTOCOLS.contains(line.protocol())) {
      return Optional.empty();
    }
    return switch (line.media()) {
      case "audio" -> Optional.of(of(session, index, line, MediaKind.AUDIO));
      case "video" -> Optional.of(of(session, index, line, MediaKind.VIDEO));
      default -> Optional.empty();
    };
  }

  private static RtpLine of(
      SessionDescription session, int index, MediaDescription line, MediaKind kind) {
    return new RtpLine(index, line, kind, Direction.of(session, line));
  }

  boolean is(MediaKind wanted) {
    return kind == wanted;
  }

  /** RFC 9143 makes a=mid optional; without it the position names the m-line on our side. */
  String mid() {
    return line.mid().orElse(Integer.toString(index));
  }
}
