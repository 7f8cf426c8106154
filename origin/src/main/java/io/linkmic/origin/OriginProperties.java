package io.linkmic.origin;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Everything that can be configured, under {@code linkmic.origin}.
 *
 * @param bindAddress where both doors listen; this machine only unless told otherwise
 * @param eventLoops threads that serve connections; 0: half the cores, at least one. One thread
 *     carries some 3000 viewers, and a stream whose publisher and viewers share one costs least
 * @param signingSecret publishing and playing need an address that it signed; empty: they do not
 * @param previousSigningSecret still verifies while the secret is replaced; empty for none
 */
@Validated
@ConfigurationProperties("linkmic.origin")
public record OriginProperties(
    @DefaultValue("127.0.0.1") @NotBlank String bindAddress,
    @DefaultValue("0") @Min(0) @Max(256) int eventLoops,
    @DefaultValue("") String signingSecret,
    @DefaultValue("") String previousSigningSecret,
    @DefaultValue @Valid Rtmp rtmp,
    @DefaultValue @Valid Http http,
    @DefaultValue @Valid Streams streams,
    @DefaultValue @Valid Viewers viewers) {

  /** Says no secret. */
  @Override
  public String toString() {
    return "OriginProperties[bindAddress=" + bindAddress + ", http=" + http + "]";
  }

  /**
   * The RTMP door.
   *
   * @param port 0 for any free one
   * @param chunkSize told to publishers
   * @param maxMessageSize the longest picture a publisher may send
   * @param publishSecret what publishers must show as {@code ?key=}; empty: none
   * @param openPublishing without a secret, let other machines publish too
   * @param setupTimeout from the connection to publish or play
   * @param publisherTimeout a publisher silent for this long is disconnected
   */
  public record Rtmp(
      @DefaultValue("1935") @Min(0) @Max(65535) int port,
      @DefaultValue("64KB") DataSize chunkSize,
      @DefaultValue("4MB") DataSize maxMessageSize,
      @DefaultValue("4000") @Min(1) int maxConnections,
      @DefaultValue("") String publishSecret,
      @DefaultValue("false") boolean openPublishing,
      @DefaultValue("10s") @DurationMin(millis = 1) Duration setupTimeout,
      @DefaultValue("30s") @DurationMin(millis = 1) Duration publisherTimeout) {}

  /**
   * The HTTP door.
   *
   * @param port 0 for any free one
   * @param requestTimeout from the connection to a whole request
   * @param statusForAll answer {@code /v1/streams} to other machines too: it names stream keys
   */
  public record Http(
      @DefaultValue("8085") @Min(0) @Max(65535) int port,
      @DefaultValue("8000") @Min(1) int maxConnections,
      @DefaultValue("10s") @DurationMin(millis = 1) Duration requestTimeout,
      @DefaultValue("false") boolean statusForAll) {}

  /**
   * The hub.
   *
   * @param max streams with a publisher or a waiting viewer
   * @param takeoverAfter a publisher silent for this long gives way to a new one
   * @param reconnectGrace how long viewers are kept after their publisher vanished
   * @param gopMaxSize a longer GOP is not cached
   * @param gopMaxTime a longer GOP is not cached
   * @param waitingViewers viewers of streams that do not exist yet, in all
   * @param waitingTime how long such a viewer waits
   * @param audioDelay how long sound may wait for the next picture, to go out in the same write
   */
  public record Streams(
      @DefaultValue("1000") @Min(1) int max,
      @DefaultValue("3s") @DurationMin Duration takeoverAfter,
      @DefaultValue("30s") @DurationMin Duration reconnectGrace,
      @DefaultValue("16MB") DataSize gopMaxSize,
      @DefaultValue("15s") @DurationMin Duration gopMaxTime,
      @DefaultValue("1000") @Min(0) int waitingViewers,
      @DefaultValue("60s") @DurationMin Duration waitingTime,
      @DefaultValue("40ms") @DurationMin Duration audioDelay) {}

  /**
   * What is done for a viewer that cannot keep up.
   *
   * @param queueSize most bytes that wait for it; must hold a cached GOP
   * @param queueTime most media time that waits for it, on top of its first burst
   * @param slowTimeout one that dropped pictures and did not catch up for this long is disconnected
   */
  public record Viewers(
      @DefaultValue("16MB") DataSize queueSize,
      @DefaultValue("4s") @DurationMin(millis = 1) Duration queueTime,
      @DefaultValue("20s") @DurationMin(millis = 1) Duration slowTimeout) {}
}
