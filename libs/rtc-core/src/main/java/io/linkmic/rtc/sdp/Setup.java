package io.linkmic.rtc.sdp;

import io.linkmic.rtc.dtls.DtlsRole;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** RFC 4145 §4 as RFC 8842 §5.2 uses it: who sends the ClientHello. */
enum Setup {
  ACTIVE("active"),
  PASSIVE("passive"),
  ACTPASS("actpass");

  private final String word;

  Setup(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  /** Empty for {@code holdconn} and rubbish. */
  static Optional<Setup> of(String word) {
    for (Setup setup : values()) {
      if (setup.word.equalsIgnoreCase(word)) {
        return Optional.of(setup);
      }
    }
    return Optional.empty();
  }

  /**
   * The answerer's role. Given the choice it is the server: a lite agent cannot start before the
   * other side's check came, and then that side can send its ClientHello without waiting for ours.
   *
   * @param kept the role it already has in this session
   */
  DtlsRole answererRole(@Nullable DtlsRole kept) {
    return switch (this) {
      case ACTIVE -> DtlsRole.SERVER;
      case PASSIVE -> DtlsRole.CLIENT;
      case ACTPASS -> kept == null ? DtlsRole.SERVER : kept;
    };
  }

  /** The word of a side that has its role. */
  static Setup of(DtlsRole role) {
    return role == DtlsRole.CLIENT ? ACTIVE : PASSIVE;
  }
}
