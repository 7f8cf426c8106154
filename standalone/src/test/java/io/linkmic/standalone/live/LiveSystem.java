package io.linkmic.standalone.live;

import io.linkmic.contract.token.ApiKeys;
import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.contract.token.TokenMinter;
import io.linkmic.node.McuNodeApplication;
import io.linkmic.origin.OriginApplication;
import io.linkmic.standalone.FleetOfProcesses;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node that pushes to an origin, each a process, on free ports of the loopback. */
final class LiveSystem implements AutoCloseable {
  private static final String SERVICE_TOKEN = "a service token for tests";
  private static final String LOOPBACK = "127.0.0.1";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final JsonMapper json = JsonMapper.builder().build();
  private final int nodePort = freePort();
  private final int mediaPort = freeUdpPort();
  private final int rtmpPort = freePort();
  private final int flvPort = freePort();
  private final ServiceJvm node;
  private ServiceJvm origin;

  /**
   * @param nodeOptions of the node's JVM
   */
  LiveSystem(String... nodeOptions) throws Exception {
    origin = startOrigin();
    node =
        ServiceJvm.start(
            McuNodeApplication.class,
            nodePort,
            List.of(nodeOptions),
            List.of(
                FleetOfProcesses.withoutOtherServices(),
                "--server.port=" + nodePort,
                "--linkmic.node.bind-address=" + LOOPBACK,
                "--linkmic.node.udp-port=" + mediaPort,
                "--linkmic.node.socket-io.port=0",
                "--linkmic.node.service-token=" + SERVICE_TOKEN,
                "--linkmic.dev-keys-allowed=true",
                "--linkmic.api-keys.devkey=" + ApiKeys.DEVELOPMENT_SECRET,
                "--linkmic.egress.allow-private-addresses=true"));
  }

  private ServiceJvm startOrigin() throws Exception {
    return ServiceJvm.start(
        OriginApplication.class,
        flvPort,
        List.of(),
        List.of(
            FleetOfProcesses.withoutOtherServices(),
            "--linkmic.origin.bind-address=" + LOOPBACK,
            "--linkmic.origin.rtmp.port=" + rtmpPort,
            "--linkmic.origin.http.port=" + flvPort));
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static int freeUdpPort() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  ServiceJvm node() {
    return node;
  }

  ServiceJvm origin() {
    return origin;
  }

  /** On the same ports as before. */
  void startOriginAgain() throws Exception {
    origin = startOrigin();
  }

  int mediaPort() {
    return mediaPort;
  }

  int flvPort() {
    return flvPort;
  }

  String rtmpUrl(String room) {
    return "rtmp://" + LOOPBACK + ":" + rtmpPort + "/live/" + room;
  }

  URI flvUrl(String room) {
    return URI.create("http://" + LOOPBACK + ":" + flvPort + "/live/" + room + ".flv");
  }

  URI whipUrl(String room) {
    return URI.create("http://" + LOOPBACK + ":" + nodePort + "/whip/rooms/" + room);
  }

  /** A room that pushes to the origin under its own name. */
  void openRoom(String room, String holdTimeout) throws Exception {
    openRoom(room, holdTimeout, "\"auto\"");
  }

  /**
   * The room as it is from now on.
   *
   * @param layout in JSON
   */
  void openRoom(String room, String holdTimeout, String layout) throws Exception {
    HttpResponse<String> answer =
        send(
            internal("/" + room)
                .header("Content-Type", "application/json")
                .PUT(
                    BodyPublishers.ofString(
                        "{\"holdTimeout\":\"%s\",\"layout\":%s,\"egress\":[{\"url\":\"%s\"}]}"
                            .formatted(holdTimeout, layout, rtmpUrl(room)))));
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.body());
    }
  }

  void deleteRoom(String room) throws Exception {
    send(internal("/" + room).DELETE());
  }

  JsonNode program(String room) throws Exception {
    return json.readTree(send(internal("/" + room + "/program")).body());
  }

  String mode(String room) throws Exception {
    return program(room).path("mode").asString("");
  }

  JsonNode participants(String room) throws Exception {
    return json.readTree(send(internal("/" + room + "/participants")).body());
  }

  /** The sum of all samples of one meter. */
  double meter(String name) throws Exception {
    String all =
        send(HttpRequest.newBuilder(
                URI.create("http://" + LOOPBACK + ":" + nodePort + "/actuator/prometheus")))
            .body();
    return all.lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private HttpRequest.Builder internal(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://" + LOOPBACK + ":" + nodePort + "/internal/v1/rooms" + path))
        .header("Authorization", "Bearer " + SERVICE_TOKEN);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  static String token(String room, String participant) {
    return token(room, participant, 600);
  }

  static String token(String room, String participant, int secondsLeft) {
    return new TokenMinter(ApiKeys.development())
        .mint(
            new ParticipantClaims(
                ApiKeys.DEVELOPMENT_KEY,
                participant,
                participant,
                room,
                Set.of("publish"),
                Instant.now().plusSeconds(secondsLeft),
                null));
  }

  @Override
  public void close() throws Exception {
    node.close();
    origin.close();
  }
}
