package io.linkmic.rtc.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers a=rtpmap, a=fmtp and a=rtcp-fb of an m-line by payload type. */
final class CodecReader {
  // RFC 3550 §5.1.
  private static final int MAX_PAYLOAD_TYPE = 127;

  private static final String WILDCARD = "*";

  // A browser offers 6 for a codec; nobody needs more than this.
  private static final int MAX_FEEDBACK = 32;

  private final Map<String, String> rtpmaps = new HashMap<>();
  private final Map<String, Map<String, String>> fmtps = new HashMap<>();
  private final Map<String, List<String>> feedback = new HashMap<>();

  private CodecReader(MediaDescription media) {
    media.attributes().all("rtpmap").forEach(this::rtpmap);
    media.attributes().all("fmtp").forEach(this::fmtp);
    media.attributes().all("rtcp-fb").forEach(this::feedback);
  }

  /** Codecs in the m-line's order of preference; formats without a=rtpmap are left out. */
  static List<RtpCodec> read(MediaDescription media) {
    var reader = new CodecReader(media);
    Map<String, RtpCodec> codecs = new LinkedHashMap<>();
    for (String format : media.formats()) {
      RtpCodec codec = reader.codec(format);
      if (codec != null) {
        codecs.putIfAbsent(format, codec);
      }
    }
    return List.copyOf(codecs.values());
  }

  private @Nullable RtpCodec codec(String format) {
    String rtpmap = rtpmaps.get(format);
    int payloadType = Decimal.parse(format, MAX_PAYLOAD_TYPE);
    if (rtpmap == null || payloadType == Decimal.NONE) {
      return null;
    }
    List<String> parts = Words.split(rtpmap, '/');
    if (parts.size() < 2) {
      return null;
    }
    int clockRate = Decimal.parse(parts.get(1), Integer.MAX_VALUE);
    int channels = parts.size() > 2 ? Decimal.parse(parts.get(2), 255) : 1;
    List<String> all = new ArrayList<>(feedback.getOrDefault(format, List.of()));
    all.addAll(feedback.getOrDefault(WILDCARD, List.of()));
    return new RtpCodec(
        payloadType,
        parts.get(0).toLowerCase(Locale.ROOT),
        clockRate,
        channels,
        fmtps.getOrDefault(format, Map.of()),
        all);
  }

  private void rtpmap(String value) {
    int blank = value.indexOf(' ');
    if (blank > 0) {
      rtpmaps.putIfAbsent(value.substring(0, blank), value.substring(blank + 1));
    }
  }

  private void fmtp(String value) {
    int blank = value.indexOf(' ');
    if (blank < 0) {
      return;
    }
    Map<String, String> parameters =
        fmtps.computeIfAbsent(value.substring(0, blank), format -> new HashMap<>());
    for (String pair : Words.split(value.substring(blank + 1), ';')) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.putIfAbsent(
            pair.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            pair.substring(equals + 1).strip());
      }
    }
  }

  private void feedback(String value) {
    List<String> words = Words.of(value);
    if (words.size() < 2) {
      return;
    }
    List<String> list = feedback.computeIfAbsent(words.getFirst(), format -> new ArrayList<>());
    if (list.size() < MAX_FEEDBACK) {
      list.add(String.join(" ", words.subList(1, words.size())).toLowerCase(Locale.ROOT));
    }
  }
}
