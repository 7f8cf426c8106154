package io.linkmic.backend.playback;

import io.linkmic.backend.BackendProperties;
import io.linkmic.contract.playback.StreamSignature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes a stream's addresses. */
@Component
public final class StreamUrls {
  private final UrlTemplate rtmp;
  private final UrlTemplate playbackFlv;
  private final UrlTemplate playbackRtmp;
  private final boolean signed;
  private final Duration publishTtl;
  private final Duration playbackTtl;
  private final InstantSource clock;

  StreamUrls(BackendProperties properties, InstantSource clock) {
    String secret = properties.signingSecret();
    StreamSignature signer =
        secret == null || secret.isBlank() ? null : new StreamSignature(List.of(secret));
    this.rtmp = publish("linkmic.backend.rtmp-url", properties.rtmpUrl(), signer);
    this.playbackFlv =
        play("linkmic.backend.playback-flv-url", properties.playbackFlvUrl(), signer);
    this.playbackRtmp =
        play("linkmic.backend.playback-rtmp-url", properties.playbackRtmpUrl(), signer);
    this.signed = signer != null;
    this.publishTtl = properties.publishUrlTtl();
    this.playbackTtl = properties.playbackUrlTtl();
    this.clock = clock;
  }

  private static UrlTemplate publish(
      String setting, String template, @Nullable StreamSignature signer) {
    return new UrlTemplate(setting, template, StreamSignature.Use.PUBLISH, signer);
  }

  private static UrlTemplate play(
      String setting, String template, @Nullable StreamSignature signer) {
    return new UrlTemplate(setting, template, StreamSignature.Use.PLAY, signer);
  }

  /** Where a program is pushed. Secret. */
  public String rtmp(String streamKey) {
    return rtmp.fill(streamKey, clock.instant().plus(publishTtl));
  }

  /** The same for a node, which fills in its epoch: of two publishers the newer one wins. */
  public String egress(String streamKey) {
    return UrlTemplate.with(rtmp(streamKey), "epoch", "{epoch}");
  }

  /** Where it is watched; fresh, so ask again when it expired. */
  public Playback playback(String streamKey) {
    Instant expires = Instant.ofEpochSecond(clock.instant().plus(playbackTtl).getEpochSecond());
    return new Playback(
        playbackFlv.fill(streamKey, expires),
        playbackRtmp.fill(streamKey, expires),
        signed ? expires : null);
  }
}
