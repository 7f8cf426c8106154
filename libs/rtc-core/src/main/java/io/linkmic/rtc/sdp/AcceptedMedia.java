package io.linkmic.rtc.sdp;

import io.linkmic.rtc.rtp.MediaKind;

/** An offered m-line that the answer takes, and the codec it takes. */
record AcceptedMedia(RtpLine offered, CodecChoice choice) {

  int index() {
    return offered.index();
  }

  MediaKind kind() {
    return offered.kind();
  }

  MediaDescription line() {
    return offered.line();
  }

  boolean isIn(Bundle bundle) {
    return line().mid().filter(bundle::holds).isPresent();
  }
}
