package io.linkmic.rtc.srtp;

import io.linkmic.rtc.bytes.Bytes;

/**
 * Master keys and salts of both directions. Never logged.
 *
 * @param local what we protect with
 * @param remote what the other side protects with
 */
public record SrtpKeys(SrtpProfile profile, Master local, Master remote) {

  /** One direction's master key and master salt. */
  public record Master(Bytes key, Bytes salt) {
    @Override
    public String toString() {
      return "Master[]";
    }
  }

  /**
   * RFC 5764 §4.2: client key, server key, client salt, server salt.
   *
   * @param isClient whether our side was the DTLS client
   */
  public static SrtpKeys fromExporter(SrtpProfile profile, Bytes material, boolean isClient) {
    int key = profile.keyLength();
    int salt = profile.saltLength();
    Master client = new Master(material.slice(0, key), material.slice(2 * key, salt));
    Master server = new Master(material.slice(key, key), material.slice(2 * key + salt, salt));
    return isClient ? new SrtpKeys(profile, client, server) : new SrtpKeys(profile, server, client);
  }

  @Override
  public String toString() {
    return "SrtpKeys[" + profile + "]";
  }
}
