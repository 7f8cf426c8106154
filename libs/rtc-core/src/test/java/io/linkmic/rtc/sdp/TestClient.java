package io.linkmic.rtc.sdp;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.dtls.Fingerprint;
import io.linkmic.rtc.ice.IceCredentials;
import java.net.InetSocketAddress;
import java.util.List;

/** A host that offers sound and picture to the node. */
final class TestClient {
  static final OfferedSession SESSION =
      new OfferedSession(
          9,
          1,
          new IceCredentials("clnt", "clientPasswordOf24Letter"),
          new Fingerprint("sha-256", Bytes.ofHex("CD".repeat(32))),
          List.of(new InetSocketAddress("192.0.2.9", 4000)),
          "host",
          List.of(OfferedMedia.audio("0", 1), OfferedMedia.video("1", 2, 3)));

  private TestClient() {}
}
