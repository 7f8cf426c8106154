package io.linkmic.rtc.peer;

import io.linkmic.rtc.rtp.RtpPacket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which m-line a packet belongs to (RFC 8843 §9.2): by its mid extension, else by what its ssrc was
 * found to be before, else by its payload type.
 */
final class RtpRouter {
  /**
   * Two per m-line and a few restarts; a stranger's thousandth ssrc evicts only other strangers.
   */
  private static final int MAX_SSRCS = 32;

  private final List<TrackIn> tracks;
  private final long[] ssrcs = new long[MAX_SSRCS];
  private final @Nullable TrackIn[] owners = new TrackIn[MAX_SSRCS];
  private int used;
  private int evictNext;

  RtpRouter(List<TrackIn> tracks) {
    this.tracks = tracks;
    for (TrackIn track : tracks) {
      track.media.remoteSsrcs().forEach(ssrc -> learn(ssrc, track));
      track.media.remoteRtxSsrcs().forEach(ssrc -> learn(ssrc, track));
    }
  }

  /** The track of this packet, or null if it is for nobody. */
  @Nullable TrackIn route(RtpPacket packet) {
    String mid = packet.extensions().mid();
    TrackIn known = ofSsrc(packet.ssrc());
    if (mid != null && (known == null || !known.media.mid().equals(mid))) {
      TrackIn named = ofMid(mid);
      if (named != null) {
        learn(packet.ssrc(), named);
      }
      return named;
    }
    if (known == null) {
      known = ofPayloadType(packet.payloadType());
      if (known != null) {
        learn(packet.ssrc(), known);
      }
    }
    return known;
  }

  /** The track this ssrc was last seen on, or null. */
  @Nullable TrackIn ofSsrc(long ssrc) {
    for (int i = 0; i < used; i++) {
      if (ssrcs[i] == ssrc) {
        return owners[i];
      }
    }
    return null;
  }

  @Nullable TrackIn ofMid(String mid) {
    for (TrackIn track : tracks) {
      if (track.media.mid().equals(mid)) {
        return track;
      }
    }
    return null;
  }

  /** The only track with this payload type; null if there is none or more than one. */
  private @Nullable TrackIn ofPayloadType(int payloadType) {
    TrackIn found = null;
    for (TrackIn track : tracks) {
      if (track.media.payloadType() == payloadType || track.media.rtxPayloadType() == payloadType) {
        if (found != null) {
          return null;
        }
        found = track;
      }
    }
    return found;
  }

  private void learn(long ssrc, TrackIn track) {
    for (int i = 0; i < used; i++) {
      if (ssrcs[i] == ssrc) {
        owners[i] = track;
        return;
      }
    }
    int place = used < MAX_SSRCS ? used++ : evict();
    ssrcs[place] = ssrc;
    owners[place] = track;
  }

  private int evict() {
    int place = evictNext;
    evictNext = (evictNext + 1) % MAX_SSRCS;
    return place;
  }
}
