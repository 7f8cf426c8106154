package io.linkmic.rtc.sdp;

import java.util.List;
import java.util.Optional;

/**
 * One m-line and what belongs to it (RFC 8866 §5.14).
 *
 * @param media {@code audio}, {@code video}, {@code application} or whatever a stranger invents
 * @param port 0 for a rejected one (RFC 3264 §6), unless it is bundle-only
 * @param formats payload types for RTP, in order of preference
 * @param connection what follows {@code c=}, empty without one
 */
record MediaDescription(
    String media,
    int port,
    String protocol,
    List<String> formats,
    String connection,
    Attributes attributes) {

  MediaDescription {
    formats = List.copyOf(formats);
  }

  Optional<String> mid() {
    return attributes.first("mid");
  }

  /** RFC 8843 §6: with {@code a=bundle-only} port 0 does not mean "rejected". */
  boolean isRejected() {
    return port == 0 && !attributes.has("bundle-only");
  }
}
