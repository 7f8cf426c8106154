package io.linkmic.rtc.ice;

import io.linkmic.rtc.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** MESSAGE-INTEGRITY made without the code under test. */
final class StunTestKeys {
  private StunTestKeys() {}

  static Bytes hmac(String password, byte[] message, int length) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      mac.update(message, 0, length);
      return Bytes.wrap(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
