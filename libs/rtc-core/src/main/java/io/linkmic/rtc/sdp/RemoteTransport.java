package io.linkmic.rtc.sdp;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.dtls.Fingerprint;
import io.linkmic.rtc.ice.IceCandidate;
import io.linkmic.rtc.ice.IceCredentials;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The other side's one transport: what ICE and DTLS need to know of it. */
record RemoteTransport(
    Optional<IceCredentials> ice,
    boolean iceLite,
    List<Fingerprint> fingerprints,
    Optional<Setup> setup,
    List<IceCandidate> candidates) {

  // A machine with many interfaces gathers a dozen; more only cost checks. The rest is not read.
  static final int MAX_CANDIDATES = 64;

  // RFC 8122 §5 allows several; two digests of two certificates are plenty.
  private static final int MAX_FINGERPRINTS = 8;

  // RFC 8839 §5.4.
  private static final int MIN_UFRAG = 4;
  private static final int MIN_PASSWORD = 22;
  private static final int MAX_ICE_CHARS = 256;

  /**
   * @param bundled the m-lines that share the transport, the preferred one first: a bundled m-line
   *     may leave out what the first one says (RFC 8843 §7.1.3)
   * @param withoutSetup what a missing {@code a=setup} means
   */
  static RemoteTransport of(
      SessionDescription session, List<MediaDescription> bundled, Setup withoutSetup) {
    List<Attributes> levels =
        Stream.concat(
                bundled.stream().map(MediaDescription::attributes), Stream.of(session.attributes()))
            .toList();
    return new RemoteTransport(
        firstOf(levels, RemoteTransport::credentials),
        levels.stream().anyMatch(a -> a.has("ice-lite")),
        fingerprints(levels),
        setup(levels, withoutSetup),
        candidates(levels));
  }

  static Optional<IceCredentials> credentials(Attributes attributes) {
    return attributes
        .first("ice-ufrag")
        .filter(ufrag -> isIceText(ufrag, MIN_UFRAG))
        .flatMap(ufrag ->
            attributes
                .first("ice-pwd")
                .filter(password -> isIceText(password, MIN_PASSWORD))
                .map(password -> new IceCredentials(ufrag, password)));
  }

  /** RFC 8839 §5.4: ice-char is ALPHA / DIGIT / "+" / "/". */
  private static boolean isIceText(String text, int least) {
    return text.length() >= least
        && text.length() <= MAX_ICE_CHARS
        && text.chars().allMatch(RemoteTransport::isIceChar);
  }

  // Deviation: "-", "_" and "=" are in no RFC's grammar, but some clients use base64url; they can
  // do no harm in a USERNAME.
  private static boolean isIceChar(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "+/-_=".indexOf(c) >= 0;
  }

  private static Optional<Setup> setup(List<Attributes> levels, Setup without) {
    Optional<String> word = firstOf(levels, attributes -> attributes.first("setup"));
    return word.isEmpty() ? Optional.of(without) : Setup.of(word.get());
  }

  private static List<Fingerprint> fingerprints(List<Attributes> levels) {
    return levels.stream()
        .flatMap(attributes -> attributes.all("fingerprint"))
        .limit(2L * SdpParser.MAX_MEDIA)
        .flatMap(value -> fingerprint(value).stream())
        .distinct()
        .limit(MAX_FINGERPRINTS)
        .toList();
  }

  /** Empty for digests that prove nothing (MD5, SHA-1) or have a wrong length. */
  static Optional<Fingerprint> fingerprint(String value) {
    List<String> words = Words.of(value);
    if (words.size() != 2) {
      return Optional.empty();
    }
    String algorithm = words.getFirst().toLowerCase(Locale.ROOT);
    int length =
        switch (algorithm) {
          case "sha-256" -> 32;
          case "sha-384" -> 48;
          case "sha-512" -> 64;
          default -> 0;
        };
    List<String> octets = Words.split(words.get(1), ':');
    if (length == 0 || octets.size() != length || words.get(1).length() != 3 * length - 1) {
      return Optional.empty();
    }
    return octets.stream().allMatch(RemoteTransport::isOctet)
        ? Optional.of(new Fingerprint(algorithm, Bytes.ofHex(words.get(1))))
        : Optional.empty();
  }

  private static boolean isOctet(String text) {
    return text.length() == 2
        && HexFormat.isHexDigit(text.charAt(0))
        && HexFormat.isHexDigit(text.charAt(1));
  }

  private static List<IceCandidate> candidates(List<Attributes> levels) {
    return levels.stream()
        .flatMap(attributes -> attributes.all("candidate"))
        .limit(MAX_CANDIDATES)
        .flatMap(value -> CandidateParser.usable(value).stream())
        .distinct()
        .toList();
  }

  private static <T> Optional<T> firstOf(
      List<Attributes> levels, Function<Attributes, Optional<T>> reader) {
    return levels.stream().flatMap(attributes -> reader.apply(attributes).stream()).findFirst();
  }

  /** What keeps a peer from being made of it. */
  Optional<SdpRefusal> problem() {
    if (ice.isEmpty()) {
      return Optional.of(SdpRefusal.NO_ICE_CREDENTIALS);
    }
    if (fingerprints.isEmpty()) {
      return Optional.of(SdpRefusal.NO_FINGERPRINT);
    }
    return setup.isEmpty() ? Optional.of(SdpRefusal.MALFORMED) : Optional.empty();
  }
}
