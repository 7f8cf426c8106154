package io.linkmic.rtc.ice;

/** RFC 8445 §5.3: user name fragment and password of one side. Never logged. */
public record IceCredentials(String ufrag, String password) {
  @Override
  public String toString() {
    return "IceCredentials[ufrag=" + ufrag + "]";
  }
}
