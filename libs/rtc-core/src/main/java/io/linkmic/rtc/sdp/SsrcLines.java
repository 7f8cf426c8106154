package io.linkmic.rtc.sdp;

import io.linkmic.rtc.rtp.MediaKind;

/**
 * a=msid, a=ssrc and a=ssrc-group of a line on which we send (RFC 8830, RFC 5576, RFC 4588 §8.8).
 *
 * @param rtxSsrc 0 without retransmissions
 */
record SsrcLines(String cname, MediaKind kind, long ssrc, long rtxSsrc) {

  /** The stream is named like the cname, its tracks like their kind. */
  void addMsid(Attributes.Builder lines) {
    lines.add("msid", cname + " " + track(kind));
  }

  void addSsrcs(Attributes.Builder lines) {
    if (rtxSsrc != 0) {
      lines.add("ssrc-group", "FID " + ssrc + " " + rtxSsrc);
    }
    lines.add("ssrc", ssrc + " cname:" + cname);
    if (rtxSsrc != 0) {
      lines.add("ssrc", rtxSsrc + " cname:" + cname);
    }
  }

  static String track(MediaKind kind) {
    return switch (kind) {
      case AUDIO -> "audio";
      case VIDEO -> "video";
    };
  }
}
