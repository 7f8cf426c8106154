package io.linkmic.rtc.sdp;

import io.linkmic.rtc.rtp.MediaKind;
import java.util.random.RandomGenerator;

/**
 * What an answer announces of the media we send (RFC 5576, RFC 8830), all of it one stream.
 *
 * @param cname RFC 7022; also the stream's name
 * @param audioSsrc 1 to 2³²−1, like the others; all differ
 */
public record SentMedia(String cname, long audioSsrc, long videoSsrc, long videoRtxSsrc) {
  /** Names nobody else has. */
  public static SentMedia random(RandomGenerator random) {
    // RFC 3550 §8.1: within one session they must differ; three draws hardly ever do not.
    long[] ssrcs = random.longs(1, 1L << 32).distinct().limit(3).toArray();
    return new SentMedia(
        Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX), ssrcs[0], ssrcs[1], ssrcs[2]);
  }

  long ssrc(MediaKind kind) {
    return switch (kind) {
      case AUDIO -> audioSsrc;
      case VIDEO -> videoSsrc;
    };
  }

  /** 0 for a line without retransmissions. */
  long rtxSsrc(MediaKind kind, int rtxPayloadType) {
    return kind == MediaKind.VIDEO && rtxPayloadType != CodecChoice.NO_RTX ? videoRtxSsrc : 0;
  }
}
