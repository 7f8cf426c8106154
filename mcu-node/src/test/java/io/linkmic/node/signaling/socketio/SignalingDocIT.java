package io.linkmic.node.signaling.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.node.TestNode;
import io.linkmic.node.signaling.MemoryRooms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.json.JSONException;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Replays the examples of docs/signaling.md against a running door. */
class SignalingDocIT {
  private static final Pattern LINE = Pattern.compile("(\\w+)([>!<#]) (?:([a-z-]+) )?(.*)");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, Host> hosts = new HashMap<>();
  private final Map<String, String> tickets = new HashMap<>();
  private final Map<String, JSONObject> answers = new HashMap<>();

  @Test
  void every_documented_message_is_what_the_door_says() throws IOException, JSONException {
    List<String> lines = Files.readAllLines(Path.of("../docs/signaling.md"));
    int replayed = 0;
    try (TestNode node = new TestNode()) {
      boolean inside = false;
      for (String line : lines) {
        if (line.startsWith("```")) {
          inside = line.equals("```signaling");
        } else if (inside) {
          replay(node, line);
          replayed++;
        }
      }
      hosts.values().forEach(Host::close);
    }
    assertThat(replayed).isGreaterThan(30);
  }

  private void replay(TestNode node, String line) throws JSONException {
    Matcher parts = LINE.matcher(line);
    assertThat(parts.matches()).as(line).isTrue();
    String who = parts.group(1);
    switch (parts.group(2)) {
      case "#" -> hosts.remove(who).close();
      case ">" -> answers.put(who, ask(node, who, parts.group(3), parts.group(4)));
      case "<" -> {
        JSONObject answer = answers.get(who);
        assertSameShape(line, parts.group(4), answer.toString());
        JSONObject data = answer.optJSONObject("data");
        if (data != null && data.has("resumeTicket")) {
          tickets.put(who, data.getString("resumeTicket"));
        }
      }
      default -> {
        String event = hosts.get(who).next();
        assertThat(event).startsWith(parts.group(3) + " ");
        assertSameShape(line, parts.group(4), event.substring(event.indexOf(' ') + 1));
      }
    }
  }

  private JSONObject ask(TestNode node, String who, String event, String body)
      throws JSONException {
    Host host = hosts.computeIfAbsent(who, name -> new Host(node, "websocket").connected());
    String filled =
        body.replace("\"TOKEN\"", '"' + TestNode.token(who, MemoryRooms.ROOM, "publish") + '"')
            .replace("\"TICKET\"", '"' + tickets.getOrDefault(who, "") + '"')
            .replace("\"OFFER\"", "\"v=0 H264\"");
    return host.ask(event, new JSONObject(filled));
  }

  /** The same fields of the same types everywhere, and the same codes. */
  private static void assertSameShape(String line, String documented, String said) {
    assertThat(shape(JSON.readTree(said))).as(line).isEqualTo(shape(JSON.readTree(documented)));
  }

  private static String shape(JsonNode node) {
    if (node.isObject()) {
      Map<String, String> fields = new TreeMap<>();
      node.properties()
          .forEach(field ->
              fields.put(
                  field.getKey(),
                  field.getKey().equals("code") || field.getKey().equals("message")
                      ? field.getValue().toString()
                      : shape(field.getValue())));
      return fields.toString();
    }
    return node.isArray()
        ? "[" + (node.isEmpty() ? "" : shape(node.get(0))) + "]"
        : node.getNodeType().toString();
  }
}
