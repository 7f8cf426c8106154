package io.linkmic.dns.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linkmic.cluster.node.NodeLoad;
import io.linkmic.cluster.node.NodeRecord;
import io.linkmic.dns.picture.Picture;
import io.linkmic.dns.place.Place;
import io.linkmic.dns.select.Candidate;
import io.linkmic.dns.select.Exclusion;
import io.linkmic.dns.select.Explanation;
import io.linkmic.dns.select.PredictedLoad;
import io.linkmic.dns.select.Question;
import io.linkmic.dns.select.Selection;
import java.util.List;
import java.util.Map;

/** The answers as JSON. */
final class Pages {
  private Pages() {}

  static String offered(List<Candidate> candidates) {
    JsonText json = new JsonText().open('{').name("candidates").open('[');
    for (int i = 0; i < candidates.size(); i++) {
      candidate(json.open('{'), candidates.get(i)).close('}');
    }
    return json.close(']').close('}').toString();
  }

  /** A node's own members with the braces still open, UTF-8: the same in every answer. */
  static byte[] card(NodeRecord node) {
    return node(new JsonText().open('{'), node).name("score").toString().getBytes(UTF_8);
  }

  private static JsonText node(JsonText json, NodeRecord node) {
    json.name("nodeId").value(node.nodeId()).name("region").value(node.region());
    json.name("signalingUrl").value(node.signalingUrl()).name("whipUrl").value(node.whipUrl());
    json.name("probe").open('{').name("host").value(node.probe().host());
    return json.name("port").value(node.probe().port()).close('}');
  }

  private static JsonText candidate(JsonText json, Candidate candidate) {
    node(json, candidate.row().node());
    json.name("score").value(candidate.score()).name("reasons").open('[');
    if (candidate.cause() != Candidate.Cause.RANK) {
      json.value(cause(candidate.cause()));
    }
    json.value(place(candidate));
    PredictedLoad load = candidate.row().load();
    json.value("load " + percent(candidate.row().predicted()) + ", worst " + load.worst());
    return json.close(']');
  }

  /** Empty for the usual one. */
  static String cause(Candidate.Cause cause) {
    return switch (cause) {
      case OWNER -> "runs this room";
      case LATELY -> "this room was sent there a moment ago";
      case RANK -> "";
    };
  }

  static String place(Candidate candidate) {
    if (candidate.placeless()) {
      return "the client's place is not known";
    }
    return switch (candidate.standing()) {
      case 0 -> "same region and provider";
      case 1 -> "same region";
      default -> "another region";
    };
  }

  private static String percent(double share) {
    return Math.round(share * 100) + " %";
  }

  /** Why nobody is offered, for people: {@code 2 draining, 1 full}. */
  static String counts(Selection.NoNode none) {
    StringBuilder said = new StringBuilder();
    for (Exclusion why : Exclusion.ALL) {
      Integer count = none.counts().get(why);
      if (count != null) {
        said.append(said.isEmpty() ? "" : ", ").append(count).append(' ').append(why.word());
      }
    }
    return said.isEmpty() ? "no node is registered" : said.toString();
  }

  static String explained(Explanation explanation, Question question) {
    Picture picture = explanation.picture();
    JsonText json = new JsonText().open('{');
    json.name("roomId").value(question.roomId()).name("client").open('{');
    Place place = question.place();
    json.name("address").value(question.client().toString());
    json.name("placeFrom").value(place.source().word());
    text(json, "region", place.region());
    text(json, "isp", place.isp());
    json.close('}').name("picture").open('{').name("source").value(picture.source().word());
    json.name("ageSeconds").value(picture.age().toMillis() / 1000.0).close('}');
    text(json, "refused", explanation.refusal());
    json.name("nodes").open('[');
    for (Explanation.Line line : explanation.lines()) {
      line(json.open('{'), line).close('}');
    }
    return json.close(']').close('}').toString();
  }

  private static JsonText line(JsonText json, Explanation.Line line) {
    Candidate candidate = line.candidate();
    Exclusion why = line.why();
    candidate(json, candidate).name("offered").value(why == null);
    if (why != null) {
      json.name("leftOut").value(why.word());
      json.name("because").value(line.reason() == null ? why.meaning() : line.reason());
    }
    if (line.kilometres() != null) {
      json.name("kilometres").value(Math.round(line.kilometres()));
    }
    json.name("beatAgeSeconds").value(candidate.row().seen().age().toMillis() / 1000.0);
    PredictedLoad load = candidate.row().load();
    json.name("predicted").value(candidate.row().predicted()).name("load").open('{');
    json.name("cpu").value(load.cpu()).name("network").value(load.network());
    json.name("encoders").value(load.encoders()).name("rooms").value(load.rooms()).close('}');
    NodeLoad figures = candidate.row().node().load();
    json.name("rooms").value(figures.rooms()).name("maxRooms").value(figures.maxRooms());
    json.name("participants").value(figures.participants());
    return json.name("recentJoins").value(figures.recentJoins());
  }

  private static void text(
      JsonText json, String name, @org.jspecify.annotations.Nullable String text) {
    if (text != null) {
      json.name(name).value(text);
    }
  }

  static String problem(Problem problem, String title) {
    JsonText json = new JsonText().open('{').name("type").value("about:blank");
    json.name("title").value(title).name("status").value(problem.status());
    json.name("code").value(problem.code()).name("detail").value(problem.detail());
    if (problem.code().equals("no-node")) {
      json.name("counts").open('{');
      problem.counts().forEach((why, count) -> json.name(why.word()).value(count));
      json.close('}');
    }
    return json.close('}').toString();
  }

  static String health(boolean up) {
    return up ? "{\"status\":\"UP\"}" : "{\"status\":\"OUT_OF_SERVICE\"}";
  }

  static Map<String, String> corsOfPreflight() {
    return Map.of(
        "Access-Control-Allow-Methods", "GET, HEAD, OPTIONS",
        "Access-Control-Allow-Headers", "*",
        "Access-Control-Max-Age", "86400");
  }
}
