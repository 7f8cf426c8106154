package io.linkmic.rtc.srtp;

import java.security.Provider;
import java.security.Security;
import java.util.Objects;

/** The one provider used: compiled to AES-NI, CLMUL and SHA instructions by the JIT. */
final class JdkCiphers {
  static final Provider PROVIDER =
      Objects.requireNonNull(Security.getProvider("SunJCE"), "This Java runtime has no SunJCE");

  private JdkCiphers() {}
}
