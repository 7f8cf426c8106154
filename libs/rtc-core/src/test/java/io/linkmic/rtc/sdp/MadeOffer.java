package io.linkmic.rtc.sdp;

import java.util.ArrayList;
import java.util.List;

/** A small good offer, and the ways to spoil it. */
final class MadeOffer {
  private static final String TRANSPORT =
      """
      a=ice-ufrag:ufrg
      a=ice-pwd:passwordOf22Characters
      a=fingerprint:sha-256 %s
      a=setup:actpass
      """
          .formatted("0A" + ":0A".repeat(31));

  private String session = "a=group:BUNDLE a v\n" + TRANSPORT;
  private final List<String> lines = new ArrayList<>();

  static MadeOffer empty() {
    return new MadeOffer();
  }

  static MadeOffer audioAndVideo() {
    return empty()
        .line(
            "audio 9 UDP/TLS/RTP/SAVPF 111",
            "mid:a",
            "rtcp-mux",
            "sendonly",
            "rtpmap:111 opus/48000/2")
        .line(
            "video 9 UDP/TLS/RTP/SAVPF 96",
            "mid:v",
            "rtcp-mux",
            "sendonly",
            "rtpmap:96 H264/90000",
            "fmtp:96 packetization-mode=1;profile-level-id=42e01f");
  }

  /** An audio line that can be taken, and a video line with these attributes. */
  static MadeOffer video(String formats, String... attributes) {
    List<String> all = new ArrayList<>(List.of("mid:v", "rtcp-mux", "sendonly"));
    all.addAll(List.of(attributes));
    return empty().line("video 9 UDP/TLS/RTP/SAVPF " + formats, all.toArray(new String[0]));
  }

  MadeOffer line(String line, String... attributes) {
    StringBuilder text = new StringBuilder("m=" + line + "\nc=IN IP4 0.0.0.0\n");
    for (String attribute : attributes) {
      text.append("a=").append(attribute).append('\n');
    }
    lines.add(text.toString());
    return this;
  }

  MadeOffer session(String attributes) {
    session = attributes;
    return this;
  }

  MadeOffer more(String attribute) {
    session += "a=" + attribute + "\n";
    return this;
  }

  String text() {
    return "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nt=0 0\n" + session + String.join("", lines);
  }

  String without(String attribute) {
    return text().replace("a=" + attribute + "\n", "");
  }

  String with(String old, String now) {
    String changed = text().replace(old, now);
    if (changed.equals(text())) {
      throw new IllegalArgumentException("not in the offer: " + old);
    }
    return changed;
  }
}
