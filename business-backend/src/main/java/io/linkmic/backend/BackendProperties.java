package io.linkmic.backend;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code linkmic.backend.*}.
 *
 * @param bindAddress where it listens; {@code 0.0.0.0} for every interface
 * @param mcuApi where rooms are made
 * @param dnsUrl mcu-dns as hosts reach it
 * @param publicUrl this service as people reach it: the beginning of host and watch addresses
 * @param rtmpUrl where the program is pushed, with {@code {streamKey}}, and where the CDN wants
 *     them {@code {expires}} and {@code {signature}}
 * @param playbackFlvUrl where it is watched by HTTP-FLV; as {@code rtmpUrl}
 * @param playbackRtmpUrl where it is watched by RTMP; as {@code rtmpUrl}
 * @param signingSecret signs the three; null for addresses that anybody who knows the key may use
 * @param publishUrlTtl a node that reconnects later than this after the creation is refused
 * @param playbackUrlTtl how long a watching address can be opened
 * @param ticketTtl how long a ticket admits to the room; mcu-api allows a day
 * @param hostAwayTimeout an interrupted broadcast ends after this
 * @param createdTimeout one that never went live ends after this
 * @param reconcileInterval how often every open broadcast is compared with mcu-api
 * @param hookUrl where mcu-api is to send events; null to subscribe nowhere
 * @param hookSecret {@code whsec_…}; without it the receiver refuses everything
 * @param previousHookSecret still accepted while the secret is replaced
 * @param ownMachineOpen whether browsers on this machine need no login
 * @param sessionTtl how long a login of the console lasts
 * @param openChat whether everybody who watches may chat
 */
@Validated
@ConfigurationProperties("linkmic.backend")
public record BackendProperties(
    @DefaultValue("0.0.0.0") @NotBlank String bindAddress,
    @DefaultValue @Valid McuApi mcuApi,
    @DefaultValue("http://127.0.0.1:8082") @NotNull URI dnsUrl,
    @DefaultValue("http://127.0.0.1:8080") @NotNull URI publicUrl,
    @DefaultValue("rtmp://127.0.0.1:1935/live/{streamKey}") @NotBlank String rtmpUrl,
    @DefaultValue("http://127.0.0.1:8085/live/{streamKey}.flv") @NotBlank String playbackFlvUrl,
    @DefaultValue("rtmp://127.0.0.1:1935/live/{streamKey}") @NotBlank String playbackRtmpUrl,
    @Nullable String signingSecret,
    @DefaultValue("P7D") @DurationMin(minutes = 1) Duration publishUrlTtl,
    @DefaultValue("PT6H") @DurationMin(seconds = 1) Duration playbackUrlTtl,
    @DefaultValue("PT12H") @DurationMin(seconds = 1) @DurationMax(hours = 24) Duration ticketTtl,
    @DefaultValue("PT5M") @DurationMin(millis = 1) Duration hostAwayTimeout,
    @DefaultValue("PT24H") @DurationMin(millis = 1) Duration createdTimeout,
    @DefaultValue("PT30S") @DurationMin(millis = 100) Duration reconcileInterval,
    @Nullable URI hookUrl,
    @Nullable String hookSecret,
    @Nullable String previousHookSecret,
    @DefaultValue("false") boolean ownMachineOpen,
    @DefaultValue("PT12H") @DurationMin(minutes = 1) Duration sessionTtl,
    @DefaultValue("true") boolean openChat,
    @DefaultValue @Valid Pages pages,
    @DefaultValue @Valid Pool pool,
    @DefaultValue @Valid Feed feed) {

  /**
   * {@code linkmic.backend.mcu-api.*}.
   *
   * @param key the API key whose rooms they are; null for the first of {@code linkmic.api-keys}
   */
  public record McuApi(
      @DefaultValue("http://127.0.0.1:8081") @NotNull URI url, @Nullable String key) {}

  /**
   * {@code linkmic.backend.pages.*}.
   *
   * @param connectSources origins that the pages may talk to: mcu-dns, every node's Socket.IO (http
   *     and ws), the chat and HTTP-FLV; empty for those that are configured here and any port of
   *     the host that the page itself came from
   */
  public record Pages(
      @DefaultValue
          List<@Pattern(regexp = "(https?|wss?)://[A-Za-z0-9.*-]+(:([0-9]{1,5}|\\*))?") String>
              connectSources) {
    public Pages {
      connectSources = List.copyOf(connectSources);
    }
  }

  /**
   * {@code linkmic.backend.pool.*}.
   *
   * @param size pairs of room id and stream key kept ready
   * @param rest how long a used pair is remembered after its broadcast: late events find it
   */
  public record Pool(
      @DefaultValue("50") @Min(1) @Max(10_000) int size,
      @DefaultValue("PT24H") @DurationMin(millis = 1) Duration rest) {}

  /**
   * {@code linkmic.backend.feed.*}.
   *
   * @param maxClients consoles that follow events at once
   * @param queue events that one of them may lag behind before it is disconnected
   * @param heartbeat a comment is sent so often that no proxy closes a quiet connection
   */
  public record Feed(
      @DefaultValue("200") @Min(1) int maxClients,
      @DefaultValue("256") @Min(1) int queue,
      @DefaultValue("PT15S") @DurationMin(millis = 10) Duration heartbeat) {}

  @Override
  public String toString() {
    return "BackendProperties[publicUrl=" + publicUrl + ", mcuApi=" + mcuApi + "]";
  }
}
