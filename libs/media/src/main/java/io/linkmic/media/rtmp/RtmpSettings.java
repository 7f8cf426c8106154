package io.linkmic.media.rtmp;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to push.
 *
 * @param openTimeout for connect, handshake, publish and the headers together
 * @param writeTimeout for one tag; a target that takes longer counts as lost
 * @param tcUrl what to call the server where the URL names an address (checked against SSRF) and
 *     the server wants its name; null takes it from the URL
 */
public record RtmpSettings(
    RtmpUrl url, Duration openTimeout, Duration writeTimeout, @Nullable String tcUrl) {

  /** Whose certificate a TLS server must show: the name in tcUrl, else the URL's host. */
  String serverName() {
    String name = URI.create(tcUrl == null ? url.value() : tcUrl).getHost();
    return name == null ? "" : name;
  }

  public static RtmpSettings to(String url) {
    return new RtmpSettings(new RtmpUrl(url), Duration.ofSeconds(5), Duration.ofSeconds(5), null);
  }
}
