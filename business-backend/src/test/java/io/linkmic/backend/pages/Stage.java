package io.linkmic.backend.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.backend.testing.FleetPart;
import io.linkmic.backend.testing.LinksPart;
import io.linkmic.backend.testing.McuApiPeer;
import io.linkmic.backend.testing.RealPostgres;
import io.linkmic.backend.testing.RunningBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A backend with broadcasts to look at, and mcu-api's end of the wire behind it. */
final class Stage implements AutoCloseable {
  private static final AtomicLong SEQUENCE = new AtomicLong();

  private static final String ON_AIR =
      """
      {"roomId": "THE-ROOM", "mode": "passthrough", "reason": "One host publishes H.264 and Opus.",
       "participantId": "ada",
       "timeline": {"positionMs": 61000, "videoDtsMs": 60980, "audioDtsMs": 61000,
                    "avOffsetMs": 1.5, "senderReports": true},
       "video": {"codec": "H264", "width": 1280, "height": 720, "frameRate": 30,
                 "bitrate": 2400000, "frames": 1830, "keyFrameIntervalMs": 2000,
                 "rotationDegrees": 0},
       "audio": {"codec": "AAC", "sampleRate": 48000, "channels": 2, "bitrate": 128000,
                 "silent": false},
       "egress": [{"egressId": "e-1", "url": "rtmp://127.0.0.1/live/…", "state": "retrying",
                   "bytesSent": 1000000, "queueMs": 40, "queueBytes": 12000, "droppedFrames": 7,
                   "reconnects": 3, "lastError": "Connection refused"}],
       "links": [], "mix": null}
      """;

  final McuApiPeer mcu;
  final FleetPart fleet = new FleetPart();
  final LinksPart links = new LinksPart();
  final RunningBackend backend;

  /** One broadcast. */
  record Show(String id, String roomId) {}

  Stage(String... settings) throws Exception {
    mcu = new McuApiPeer();
    mcu.with((call, body) -> links.answer(call, body).or(() -> fleet.answer(call, body)));
    backend =
        new RunningBackend(
            RealPostgres.newDatabase(),
            mcu.url(),
            Stream.concat(
                    Stream.of("linkmic.backend.chat.port=" + freePort()), Arrays.stream(settings))
                .toArray(String[]::new));
  }

  /** The pages tell browsers the configured one, so the system cannot choose it while binding. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  void reset() {
    fleet.reset();
    links.reset();
    mcu.fail("", 0);
  }

  String url(String path) {
    return "http://127.0.0.1:" + backend.port() + path;
  }

  Show created(String title) throws Exception {
    var answer =
        backend.call(
            "POST",
            "/api/v1/broadcasts",
            Map.of("title", title, "hostId", "ada", "hostName", "Ada"));
    assertThat(answer.status()).isEqualTo(201);
    JsonNode made = answer.json();
    return new Show(made.path("broadcastId").asString(), made.path("roomId").asString());
  }

  Show live(String title) throws Exception {
    Show show = created(title);
    goLive(show);
    return show;
  }

  void goLive(Show show) throws Exception {
    mcu.program(show.roomId(), ON_AIR.replace("THE-ROOM", show.roomId()));
    happens(show.roomId(), "program.changed", Map.of("mode", "passthrough"));
    assertThat(backend.state(show.id())).isEqualTo("LIVE");
  }

  void end(Show show) throws Exception {
    backend.call("POST", "/api/v1/broadcasts/" + show.id() + "/end", null);
  }

  /** Whatever other tests left on the air. */
  void endAll() throws Exception {
    var all = backend.call("GET", "/api/v1/broadcasts?state=LIVE&limit=100", null).json();
    for (JsonNode broadcast : all.path("items")) {
      end(new Show(broadcast.path("broadcastId").asString(), ""));
    }
  }

  /** As mcu-api reports it, by a signed webhook. */
  void happens(String roomId, String type, Map<String, Object> data) throws Exception {
    long sequence = SEQUENCE.incrementAndGet();
    var answer = backend.event("event-" + sequence, type, roomId, sequence, data);
    assertThat(answer.status()).isLessThan(300);
  }

  @Override
  public void close() {
    backend.close();
    mcu.close();
  }
}
