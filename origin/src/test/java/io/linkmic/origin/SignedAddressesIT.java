package io.linkmic.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.playback.StreamSignature;
import io.linkmic.contract.playback.StreamSignature.Use;
import io.linkmic.origin.testing.RtmpPeer;
import io.linkmic.origin.testing.RunningOrigin;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may publish and play where addresses are signed. */
class SignedAddressesIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String SECRET = "the-signing-secret-of-32-bytes-01";
  private static final String PREVIOUS = "the-previous-secret-of-32-bytes-1";
  private static final StreamSignature NEW = new StreamSignature(List.of(SECRET));
  private static final StreamSignature OLD = new StreamSignature(List.of(PREVIOUS));
  private static final StreamSignature STRANGER =
      new StreamSignature(List.of("a-stranger's-secret-of-32-bytes-1"));
  private static RunningOrigin origin;

  @BeforeAll
  static void start() {
    origin = new RunningOrigin("signing-secret=" + SECRET, "previous-signing-secret=" + PREVIOUS);
  }

  @AfterAll
  static void stop() {
    origin.close();
  }

  private static String query(StreamSignature signer, Use use, String key, Duration left) {
    Instant expires = Instant.now().plus(left);
    return "expires=" + expires.getEpochSecond() + "&signature=" + signer.sign(use, key, expires);
  }

  private static String publish(String name) throws Exception {
    try (RtmpPeer peer = new RtmpPeer(origin.rtmpPort())) {
      return peer.publish(name);
    }
  }

  /** The status; the body is looked at only when it is a refusal. */
  private static HttpResponse<InputStream> watch(String method, String key, String query)
      throws Exception {
    URI uri = URI.create(origin.flvUrl(key) + (query.isEmpty() ? "" : "?" + query));
    return HTTP.send(
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build(),
        BodyHandlers.ofInputStream());
  }

  enum Forgery {
    UNSIGNED,
    EXPIRED,
    BY_A_STRANGER,
    FOR_ANOTHER_STREAM,
    FOR_THE_OTHER_USE,
    WITH_A_LATER_EXPIRY;

    String query(Use use, String key) {
      Use other = use == Use.PLAY ? Use.PUBLISH : Use.PLAY;
      Duration hour = Duration.ofHours(1);
      return switch (this) {
        case UNSIGNED -> "epoch=9";
        // A minute of leeway is for the clocks; this is beyond it.
        case EXPIRED -> SignedAddressesIT.query(NEW, use, key, Duration.ofSeconds(-70));
        case BY_A_STRANGER -> SignedAddressesIT.query(STRANGER, use, key, hour);
        case FOR_ANOTHER_STREAM -> SignedAddressesIT.query(NEW, use, key + "x", hour);
        case FOR_THE_OTHER_USE -> SignedAddressesIT.query(NEW, other, key, hour);
        case WITH_A_LATER_EXPIRY ->
            SignedAddressesIT.query(NEW, use, key, hour).replace("expires=", "expires=9");
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Forgery.class)
  void what_is_not_signed_for_this_is_refused_at_every_door(Forgery forgery) throws Exception {
    String key = "show-" + forgery.name().toLowerCase(java.util.Locale.ROOT);
    assertThat(publish(key + "?" + forgery.query(Use.PUBLISH, key)))
        .isEqualTo("NetStream.Publish.Denied");
    try (RtmpPeer peer = new RtmpPeer(origin.rtmpPort())) {
      assertThat(peer.play(key + "?" + forgery.query(Use.PLAY, key)))
          .isEqualTo("NetStream.Play.Failed");
    }
    HttpResponse<InputStream> refused = watch("GET", key, forgery.query(Use.PLAY, key));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(new String(refused.body().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("\"code\":\"address-not-signed\"")
        .contains("This address is not signed, or it has expired: ask for a new one.");
    assertThat(watch("HEAD", key, forgery.query(Use.PLAY, key)).statusCode()).isEqualTo(403);
  }

  @Test
  void what_was_signed_by_either_secret_is_let_in_with_its_epoch() throws Exception {
    Duration hour = Duration.ofHours(1);
    for (StreamSignature signer : List.of(NEW, OLD)) {
      String key = signer == NEW ? "by-the-new" : "by-the-old";
      try (RtmpPeer publisher = new RtmpPeer(origin.rtmpPort());
          RtmpPeer viewer = new RtmpPeer(origin.rtmpPort())) {
        String name = key + "?" + query(signer, Use.PUBLISH, key, hour);
        assertThat(publisher.publish(name + "&epoch=7")).isEqualTo("NetStream.Publish.Start");
        assertThat(publish(name + "&epoch=6")).isEqualTo("NetStream.Publish.BadName");
        assertThat(viewer.play(key + "?" + query(signer, Use.PLAY, key, hour)))
            .isIn("NetStream.Play.Reset", "NetStream.Play.Start");
        HttpResponse<InputStream> flv = watch("GET", key, query(signer, Use.PLAY, key, hour));
        assertThat(flv.statusCode()).isEqualTo(200);
        flv.body().close();
      }
    }
  }

  @Test
  void clocks_may_be_a_minute_apart() throws Exception {
    String key = "skewed";
    assertThat(publish(key + "?" + query(NEW, Use.PUBLISH, key, Duration.ofSeconds(-30))))
        .isEqualTo("NetStream.Publish.Start");
  }

  @Test
  void without_a_secret_nothing_is_asked() throws Exception {
    try (RunningOrigin open = new RunningOrigin();
        RtmpPeer publisher = new RtmpPeer(open.rtmpPort());
        RtmpPeer viewer = new RtmpPeer(open.rtmpPort())) {
      assertThat(publisher.publish("show")).isEqualTo("NetStream.Publish.Start");
      assertThat(viewer.play("show")).isIn("NetStream.Play.Reset", "NetStream.Play.Start");
    }
  }

  @Test
  void refusals_are_counted() throws Exception {
    assertThat(watch("GET", "counted", "").statusCode()).isEqualTo(403);
    URI metrics = URI.create("http://127.0.0.1:" + origin.httpPort() + "/actuator/prometheus");
    HttpResponse<String> answer =
        HTTP.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString());
    assertThat(answer.body().lines())
        .anyMatch(line ->
            line.startsWith("linkmic_origin_plays_refused_total") && !line.endsWith(" 0.0"));
  }
}
