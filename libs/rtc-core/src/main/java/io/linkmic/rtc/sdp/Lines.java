package io.linkmic.rtc.sdp;

import io.linkmic.rtc.dtls.Fingerprint;
import io.linkmic.rtc.ice.IceCredentials;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;

/** Lines that our offers and our answers have in common. */
final class Lines {
  static final String NO_ADDRESS = "IN IP4 0.0.0.0";

  /** RFC 8829 §5.2.1: the discard port, where no address is known yet. */
  static final int DISCARD = 9;

  private Lines() {}

  /** RFC 8829 §5.2.1: the address says nothing, so it is the loopback's. */
  static String origin(long sessionId, long version) {
    return "- " + sessionId + " " + version + " IN IP4 127.0.0.1";
  }

  static int port(List<InetSocketAddress> addresses) {
    return addresses.isEmpty() ? DISCARD : addresses.getFirst().getPort();
  }

  static String connection(List<InetSocketAddress> addresses) {
    return addresses.isEmpty() ? NO_ADDRESS : Literals.connection(addresses.getFirst());
  }

  static void transport(
      Attributes.Builder to, IceCredentials ice, Fingerprint fingerprint, Setup setup) {
    credentials(to, ice);
    to.add("fingerprint", fingerprint.algorithm() + " " + octets(fingerprint))
        .add("setup", setup.word());
  }

  static void credentials(Attributes.Builder to, IceCredentials ice) {
    to.add("ice-ufrag", ice.ufrag()).add("ice-pwd", ice.password());
  }

  /** All we have: nothing is trickled. */
  static void candidates(Attributes.Builder to, List<InetSocketAddress> addresses) {
    HostCandidates.of(addresses)
        .forEach(candidate -> to.add("candidate", CandidateWriter.value(candidate)));
    if (!addresses.isEmpty()) {
      to.flag("end-of-candidates");
    }
  }

  /** RFC 8122 §5: upper case, colons between. */
  private static String octets(Fingerprint fingerprint) {
    return fingerprint.digest().toHex().toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
  }
}
