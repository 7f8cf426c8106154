package io.linkmic.backend.testing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What mcu-api answers, whole: {@link McuDocument} is the judge. */
public final class Shapes {
  static final JsonMapper JSON = JsonMapper.builder().build();

  private Shapes() {}

  static String now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /**
   * A room as it was asked for.
   *
   * @param asked body of the creation
   * @param nodeId null when no node runs it
   */
  static Map<String, Object> room(String roomId, JsonNode asked, String nodeId) {
    List<Object> egress = new ArrayList<>();
    for (JsonNode target : asked.path("egress")) {
      String url = target.path("url").asString();
      String open = url.substring(0, url.lastIndexOf('/') + 1) + "…";
      egress.add(Map.of("egressId", "e-" + (egress.size() + 1), "url", open));
    }
    Map<String, Object> room = new LinkedHashMap<>();
    room.put("roomId", roomId);
    room.put("name", asked.path("name").asString(""));
    room.put("maxHosts", 6);
    room.put("emptyTimeout", "PT10M");
    room.put("holdTimeout", "PT20S");
    room.put(
        "video",
        Map.of(
            "width",
            1280,
            "height",
            720,
            "frameRate",
            30,
            "bitrate",
            2_500_000,
            "gop",
            "PT2S",
            "sei",
            "mix"));
    room.put("audio", Map.of("bitrate", 128_000));
    room.put("layout", "auto");
    room.put("egress", egress);
    room.put("version", 1);
    room.put("createdAt", now());
    room.put("updatedAt", now());
    room.put(
        "running", nodeId == null ? null : Map.of("nodeId", nodeId, "epoch", 1_795_802_400_123L));
    return room;
  }

  static ObjectNode layout() {
    return JSON.readValue(
        """
        {"template": "auto", "regions": [], "background": {"colour": "#000000", "image": null},
         "labels": false, "watermark": null,
         "placeholder": {"colour": "#204060", "image": null},
         "border": {"width": 0, "colour": "#ffffff", "radius": 0}, "crossFade": "PT0.3S",
         "pinned": null, "sequence": 7}
        """,
        ObjectNode.class);
  }

  /**
   * @param state {@code waiting, connecting, live, retrying}
   */
  static Map<String, Object> link(String linkId, String roomId, String peerRoomId, String state) {
    Map<String, Object> link = new LinkedHashMap<>();
    link.put("linkId", linkId);
    link.put("roomId", roomId);
    link.put("peerRoomId", peerRoomId);
    link.put("createdAt", now());
    link.put("state", state);
    link.put("participantIds", state.equals("live") ? List.of(peerRoomId + ":ada") : List.of());
    link.put("lastError", state.equals("retrying") ? "The other node does not answer." : null);
    return link;
  }

  static Map<String, Object> participant(String participantId, String name) {
    Map<String, Object> person = new LinkedHashMap<>();
    person.put("participantId", participantId);
    person.put("name", name);
    person.put("publishing", true);
    person.put("audioMuted", false);
    person.put("videoMuted", false);
    person.put("role", "host");
    person.put("gain", 1.0);
    return person;
  }

  static Map<String, Object> node(String nodeId, boolean draining) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("nodeId", nodeId);
    node.put("region", "cn-north");
    node.put("isp", "");
    node.put("signalingUrl", "http://127.0.0.1:8084");
    node.put("whipUrl", "http://127.0.0.1:8083/whip/rooms");
    node.put("probe", Map.of("host", "127.0.0.1", "port", 20000));
    node.put("version", "0.1.0");
    node.put("startedAt", now());
    node.put("draining", draining);
    node.put("state", "live");
    node.put("offered", !draining);
    node.put("beatAt", now());
    node.put("age", "PT0.412S");
    node.put("load", load());
    return node;
  }

  private static Map<String, Object> load() {
    Map<String, Object> load = new LinkedHashMap<>();
    load.put("cpu", 0.34);
    load.put("network", 0.1);
    load.put("networkBitrate", 100_000_000L);
    load.put("encoderSlots", 4);
    load.put("encoderSlotsUsed", 1);
    load.put("rooms", 3);
    load.put("maxRooms", 40);
    load.put("participants", 6);
    load.put("recentJoins", 1);
    load.put("egresses", 3);
    return load;
  }

  /** As mcu-api makes it of what was asked for. */
  static Map<String, Object> blacklistEntry(String id, JsonNode asked) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", id);
    for (String condition : List.of("nodeId", "network", "region")) {
      entry.put(condition, asked.path(condition).asString(null));
    }
    entry.put("reason", asked.path("reason").asString(""));
    entry.put("expiresAt", asked.path("expiresAt").asString(null));
    entry.put("createdAt", now());
    entry.put("createdBy", RunningBackend.OPERATOR_KEY);
    return entry;
  }

  /**
   * A program without figures.
   *
   * @param egress of {@link #egress}
   */
  public static String program(String roomId, String mode, List<Map<String, Object>> egress) {
    Map<String, Object> program = new LinkedHashMap<>();
    program.put("roomId", roomId);
    program.put("mode", mode);
    program.put("reason", "The peer was told to say " + mode + ".");
    program.put("participantId", null);
    program.put("timeline", null);
    program.put("video", null);
    program.put("audio", null);
    program.put("egress", egress);
    program.put("links", List.of());
    program.put("mix", null);
    return JSON.writeValueAsString(program);
  }

  /**
   * @param lastError null when all is well
   */
  public static Map<String, Object> egress(String egressId, String state, String lastError) {
    Map<String, Object> egress = new LinkedHashMap<>();
    egress.put("egressId", egressId);
    egress.put("url", "rtmp://cdn.example/live/…");
    egress.put("state", state);
    egress.put("bytesSent", 1_000_000L);
    egress.put("queueMs", 40);
    egress.put("queueBytes", 12_000);
    egress.put("droppedFrames", 7);
    egress.put("reconnects", 3);
    egress.put("lastError", lastError);
    return egress;
  }
}
