package io.linkmic.rtc.sdp;

import java.util.List;

/**
 * What LinkMic reads of an SDP text (RFC 8866); lines it has no use for are left out.
 *
 * @param origin what follows {@code o=}, empty in a fragment
 */
record SessionDescription(String origin, Attributes attributes, List<MediaDescription> media) {
  SessionDescription {
    media = List.copyOf(media);
  }
}
