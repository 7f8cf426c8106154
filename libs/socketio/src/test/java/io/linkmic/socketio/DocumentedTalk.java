package io.linkmic.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.json.JSONException;
import org.json.JSONObject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replays the examples of a document against a running door: {@code who> event body} asks, {@code
 * who< body} is the answer, {@code who! event body} is heard, {@code who#} loses the connection.
 */
public abstract class DocumentedTalk {
  private static final Pattern LINE = Pattern.compile("(\\w+)([>!<#]) (?:([a-z-]+) )?(.*)");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, Peer> peers = new HashMap<>();
  private final Map<String, JSONObject> answers = new HashMap<>();

  /** A new connection of somebody. */
  protected abstract Peer arrive(String who);

  /** A request's body with what only the running door knows. */
  protected abstract String fill(String who, String body);

  /** What an answer brought that later requests need. */
  protected void keep(String who, JSONObject data) throws JSONException {}

  /** How many lines were replayed. */
  public int replay(Path document, String fence) throws IOException, JSONException {
    int replayed = 0;
    boolean inside = false;
    for (String line : Files.readAllLines(document)) {
      if (line.startsWith("```")) {
        inside = line.equals("```" + fence);
      } else if (inside) {
        replay(line);
        replayed++;
      }
    }
    peers.values().forEach(Peer::close);
    return replayed;
  }

  private void replay(String line) throws JSONException {
    Matcher parts = LINE.matcher(line);
    assertThat(parts.matches()).as(line).isTrue();
    String who = parts.group(1);
    switch (parts.group(2)) {
      case "#" -> peers.remove(who).close();
      case ">" -> {
        Peer peer = peers.computeIfAbsent(who, this::arrive);
        answers.put(who, peer.ask(parts.group(3), new JSONObject(fill(who, parts.group(4)))));
      }
      case "<" -> {
        JSONObject answer = answers.get(who);
        assertSameShape(line, parts.group(4), answer.toString());
        if (answer.optJSONObject("data") != null) {
          keep(who, answer.getJSONObject("data"));
        }
      }
      default -> {
        String event = peers.get(who).next();
        assertThat(event).as(line).startsWith(parts.group(3) + " ");
        assertSameShape(line, parts.group(4), event.substring(event.indexOf(' ') + 1));
      }
    }
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
