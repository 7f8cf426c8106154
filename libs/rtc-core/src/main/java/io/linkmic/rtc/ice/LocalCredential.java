package io.linkmic.rtc.ice;

import io.linkmic.rtc.stun.StunAttribute.Username;
import io.linkmic.rtc.stun.StunKey;
import io.linkmic.rtc.stun.StunMessage;

/** Our ufrag and the key of our password: what checks sent to us are made with. */
record LocalCredential(String prefix, StunKey key) {

  static LocalCredential of(IceCredentials credentials) {
    return new LocalCredential(credentials.ufrag() + ":", new StunKey(credentials.password()));
  }

  /** RFC 8445 §7.3: the part before the colon is the fragment this side made. */
  boolean isNamedBy(StunMessage request) {
    return request.find(Username.class).map(name -> name.value().startsWith(prefix)).orElse(false);
  }
}
