package io.linkmic.backend.access;

import static io.linkmic.backend.testing.RunningBackend.OPERATOR_KEY;
import static io.linkmic.backend.testing.RunningBackend.OPERATOR_SECRET;
import static io.linkmic.backend.testing.RunningBackend.OTHER_KEY;
import static io.linkmic.backend.testing.RunningBackend.OTHER_SECRET;
import static io.linkmic.backend.testing.RunningBackend.basic;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.backend.testing.FleetPart;
import io.linkmic.backend.testing.McuApiPeer;
import io.linkmic.backend.testing.RawHttp;
import io.linkmic.backend.testing.RealPostgres;
import io.linkmic.backend.testing.RunningBackend;
import io.linkmic.backend.testing.RunningBackend.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may call what. The list of endpoints is the server's own: a new one is in it at once. */
class AccessIT {
  private static final FleetPart FLEET = new FleetPart();
  private static McuApiPeer mcu;
  private static RunningBackend backend;
  private static String broadcastId;

  @BeforeAll
  static void start() throws Exception {
    mcu = new McuApiPeer();
    mcu.with(FLEET);
    backend = new RunningBackend(RealPostgres.newDatabase(), mcu.url());
    broadcastId = backend.create().path("broadcastId").asString();
  }

  @AfterAll
  static void stop() {
    backend.close();
    mcu.close();
  }

  private record Endpoint(String method, String path, boolean open) {}

  private static List<Endpoint> endpoints() {
    List<Endpoint> all = new ArrayList<>();
    backend
        .context()
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach((info, handler) -> {
          for (String pattern : info.getPatternValues()) {
            String path =
                pattern
                    .replaceAll("\\{(id|broadcastId)(:[^{}]*\\{[^{}]*\\})?\\}", broadcastId)
                    .replace("{nodeId}", "node-1")
                    .replace("{entryId}", "entry-1")
                    .replaceAll("\\{[^}]*\\}", "something-1");
            for (RequestMethod method : info.getMethodsCondition().getMethods()) {
              all.add(new Endpoint(method.name(), path, isOpen(handler)));
            }
          }
        });
    return all;
  }

  private static boolean isOpen(HandlerMethod handler) {
    return handler.hasMethodAnnotation(Open.class)
        || handler.getBeanType().isAnnotationPresent(Open.class);
  }

  private static Answer call(Endpoint endpoint, Map<String, String> headers) throws Exception {
    boolean body = Set.of("POST", "PATCH", "PUT").contains(endpoint.method());
    String json = endpoint.path().endsWith("/blacklist") ? "{\"region\":\"cn-north\"}" : "{}";
    return backend.call(endpoint.method(), endpoint.path(), body ? json : null, headers);
  }

  private static String session() throws Exception {
    Answer login =
        backend.call(
            "POST",
            "/api/v1/session",
            Map.of("apiKey", RunningBackend.KEY, "secret", RunningBackend.SECRET),
            Map.of("Origin", "http://127.0.0.1:" + backend.port()));
    assertThat(login.status()).isEqualTo(200);
    String cookie = login.http().headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/");
    return cookie.substring(0, cookie.indexOf(';'));
  }

  @Test
  void the_open_endpoints_are_these() {
    assertThat(endpoints().stream().filter(Endpoint::open).map(e -> e.method() + " " + e.path()))
        .contains(
            "GET /api/v1/broadcasts/" + broadcastId + "/playback",
            "POST /hooks/linkmic",
            "POST /api/v1/session",
            "DELETE /api/v1/session")
        .allMatch(open ->
            open.endsWith("/playback")
                || open.startsWith("POST /hooks/")
                || open.endsWith("/session")
                || !open.contains("/api/"));
    assertThat(endpoints()).hasSizeGreaterThan(20);
  }

  @Test
  void nobody_is_let_in_without_credentials() throws Exception {
    for (Endpoint endpoint : endpoints()) {
      if (!endpoint.open()) {
        Answer answer = call(endpoint, Map.of());
        assertThat(answer.status()).as("%s", endpoint).isEqualTo(401);
        assertThat(answer.code()).as("%s", endpoint).isEqualTo("unauthorized");
        assertThat(answer.http().headers().firstValue("WWW-Authenticate")).isPresent();
      }
    }
  }

  @Test
  void nobody_is_let_in_with_wrong_credentials() throws Exception {
    List<String> wrong =
        List.of(
            basic(RunningBackend.KEY, "wrong"),
            basic(RunningBackend.KEY, ""),
            basic("nobody", RunningBackend.SECRET),
            basic("", ""),
            "Basic !!!",
            "Basic",
            "Bearer " + RunningBackend.SECRET,
            "Digest x");
    for (Endpoint endpoint : endpoints()) {
      for (String header : wrong) {
        Answer answer = call(endpoint, Map.of("Authorization", header));
        assertThat(answer.status()).as("%s with %s", endpoint, header).isEqualTo(401);
        assertThat(answer.http().headers().firstValue("Content-Type"))
            .hasValue("application/problem+json");
      }
    }
  }

  @Test
  void another_tenant_does_not_find_the_broadcast() throws Exception {
    for (Endpoint endpoint : endpoints()) {
      if (!endpoint.open() && endpoint.path().contains(broadcastId)) {
        Answer answer = call(endpoint, Map.of("Authorization", basic(OTHER_KEY, OTHER_SECRET)));
        assertThat(answer.status()).as("%s", endpoint).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("broadcast-not-found");
      }
    }
    Answer list =
        backend.call(
            "GET",
            "/api/v1/broadcasts",
            null,
            Map.of("Authorization", basic(OTHER_KEY, OTHER_SECRET)));
    assertThat(list.json().path("items")).isEmpty();
  }

  @Test
  void the_fleet_is_for_operators() throws Exception {
    FLEET.reset();
    FLEET.entry("entry-1");
    for (Endpoint endpoint : endpoints()) {
      if (endpoint.path().matches("/api/v1/(rooms|nodes|blacklist).*")) {
        assertThat(call(endpoint, Map.of("Authorization", basic(OTHER_KEY, OTHER_SECRET))).status())
            .as("%s", endpoint)
            .isEqualTo(403);
        assertThat(
                call(endpoint, Map.of("Authorization", basic(OPERATOR_KEY, OPERATOR_SECRET)))
                    .status())
            .as("%s", endpoint)
            .isIn(200, 201, 204);
      }
    }
    assertThat(
            backend
                .call(
                    "GET",
                    "/api/v1/broadcasts/" + broadcastId,
                    null,
                    Map.of("Authorization", basic(OPERATOR_KEY, OPERATOR_SECRET)))
                .status())
        .isEqualTo(200);
  }

  @Test
  void a_session_works_from_our_own_page_only() throws Exception {
    String cookie = session();
    String own = "http://127.0.0.1:" + backend.port();
    for (Endpoint endpoint : endpoints()) {
      if (endpoint.open() || endpoint.path().endsWith("/events")) {
        continue;
      }
      Map<String, String> foreign = Map.of("Cookie", cookie, "Origin", "https://evil.example");
      assertThat(call(endpoint, foreign).status()).as("%s", endpoint).isEqualTo(403);
      Map<String, String> site =
          Map.of("Cookie", cookie, "Origin", own, "Sec-Fetch-Site", "cross-site");
      assertThat(call(endpoint, site).status()).as("%s", endpoint).isEqualTo(403);
      assertThat(call(endpoint, Map.of("Cookie", cookie, "Origin", "null")).status())
          .as("%s", endpoint)
          .isEqualTo(403);
      if (!endpoint.method().equals("GET")) {
        assertThat(call(endpoint, Map.of("Cookie", cookie)).status())
            .as("%s without proof", endpoint)
            .isEqualTo(403);
      }
    }
    Answer who =
        backend.call("GET", "/api/v1/session", null, Map.of("Cookie", cookie, "Origin", own));
    assertThat(who.json().path("apiKey").asString()).isEqualTo(RunningBackend.KEY);
    assertThat(who.json().path("operator").asBoolean()).isFalse();
    Answer made =
        backend.call(
            "POST",
            "/api/v1/broadcasts",
            Map.of("title", "By hand", "hostId", "bob"),
            Map.of("Cookie", cookie, "Origin", own));
    assertThat(made.status()).isEqualTo(201);
  }

  @Test
  void logins_take_the_right_secret_from_our_own_page_only() throws Exception {
    Map<String, String> own = Map.of("Origin", "http://127.0.0.1:" + backend.port());
    Map<String, String> right =
        Map.of("apiKey", RunningBackend.KEY, "secret", RunningBackend.SECRET);
    Map<String, String> wrong = Map.of("apiKey", RunningBackend.KEY, "secret", "no");
    assertThat(backend.call("POST", "/api/v1/session", wrong, own).status()).isEqualTo(401);
    assertThat(backend.call("POST", "/api/v1/session", "{}", own).status()).isEqualTo(401);
    assertThat(
            backend
                .call("POST", "/api/v1/session", right, Map.of("Origin", "https://evil.example"))
                .status())
        .isEqualTo(403);
    Answer logout = backend.call("DELETE", "/api/v1/session", null, own);
    assertThat(logout.status()).isEqualTo(204);
    assertThat(logout.http().headers().firstValue("Set-Cookie").orElseThrow())
        .contains("Max-Age=0");
  }

  @Test
  void no_spelling_of_a_path_leads_past_the_guard() throws Exception {
    for (String path :
        List.of(
            "/%61pi/v1/broadcasts",
            "/api/%76%31/broadcasts",
            "/api;x=1/v1/broadcasts",
            "/api/v1/broadcasts;jsessionid=1",
            "/x/../api/v1/broadcasts",
            "//api/v1/broadcasts",
            "/api/v1/broadcasts/")) {
      int status = RawHttp.status(backend.port(), "GET", path, List.of("Host: 127.0.0.1"));
      assertThat(status).as(path).isIn(400, 401, 404);
    }
  }

  @Test
  void this_machine_is_open_only_where_it_is_told_so() throws Exception {
    int shut = backend.port();
    List<String> local = List.of("Host: 127.0.0.1:" + shut, "Sec-Fetch-Site: same-origin");
    assertThat(RawHttp.status(shut, "GET", "/api/v1/broadcasts", local)).isEqualTo(401);
    try (RunningBackend open =
        new RunningBackend(
            RealPostgres.newDatabase(), mcu.url(), "linkmic.backend.own-machine-open=true")) {
      Map<List<String>, Integer> expected = new LinkedHashMap<>();
      String host = "Host: localhost:" + open.port();
      expected.put(List.of(host, "Sec-Fetch-Site: same-origin"), 200);
      expected.put(List.of(host), 200);
      expected.put(List.of(host, "Origin: http://localhost:" + open.port()), 200);
      expected.put(List.of(host, "Sec-Fetch-Site: cross-site"), 403);
      expected.put(List.of(host, "Origin: https://evil.example"), 403);
      expected.put(List.of("Host: rebound.example"), 401);
      expected.put(List.of("Host: 127.0.0.1.evil.example"), 401);
      expected.put(List.of(host, "X-Forwarded-For: 192.0.2.1"), 401);
      expected.put(List.of(host, "Forwarded: for=192.0.2.1"), 401);
      expected.put(List.of(host, "Authorization: Basic eDp5"), 401);
      FLEET.entry("e-1");
      for (var one : expected.entrySet()) {
        assertThat(RawHttp.status(open.port(), "GET", "/api/v1/nodes", one.getKey()))
            .as("%s", one.getKey())
            .isEqualTo(one.getValue());
      }
      assertThat(RawHttp.status(open.port(), "DELETE", "/api/v1/blacklist/e-1", List.of(host)))
          .isEqualTo(403);
      assertThat(
              RawHttp.status(
                  open.port(),
                  "DELETE",
                  "/api/v1/blacklist/e-1",
                  List.of(host, "Sec-Fetch-Site: same-origin")))
          .isEqualTo(204);
    }
  }

  @Test
  void bodies_are_bounded_and_mistakes_are_problem_documents() throws Exception {
    Answer huge =
        backend.call("POST", "/api/v1/broadcasts", "{\"title\":\"" + "x".repeat(70_000) + "\"}");
    assertThat(huge.status()).isEqualTo(413);
    assertThat(huge.code()).isEqualTo("too-large");
    Map<String, Integer> mistakes = new LinkedHashMap<>();
    mistakes.put("{", 400);
    mistakes.put("[]", 400);
    mistakes.put("{}", 422);
    mistakes.put("{\"title\":\"\\u0000\",\"hostId\":\"a\"}", 422);
    mistakes.put("{\"title\":\"x\",\"hostId\":\"a b\"}", 422);
    mistakes.put("{\"title\":\"" + "x".repeat(129) + "\",\"hostId\":\"a\"}", 422);
    mistakes.put("{\"title\":" + "[".repeat(20_000) + "}", 400);
    for (var mistake : mistakes.entrySet()) {
      Answer answer = backend.call("POST", "/api/v1/broadcasts", mistake.getKey());
      assertThat(answer.status()).as(mistake.getKey()).isEqualTo(mistake.getValue());
      assertThat(answer.http().headers().firstValue("Content-Type"))
          .hasValue("application/problem+json");
      assertThat(answer.json().path("status").asInt()).isEqualTo(mistake.getValue());
      assertThat(answer.code()).isNotEmpty();
    }
    assertThat(backend.call("PUT", "/api/v1/broadcasts", "{}").status()).isEqualTo(405);
    assertThat(backend.call("GET", "/api/v1/nothing", null).code()).isEqualTo("not-found");
    assertThat(backend.call("GET", "/api/v1/broadcasts/b-none", null).code())
        .isEqualTo("broadcast-not-found");
  }

  @Test
  void what_tomcat_refuses_is_a_problem_document_too() throws Exception {
    for (String path : List.of("/api/v1/broad|casts", "/%", "/api/v1/\u0001")) {
      List<String> head = RawHttp.head(backend.port(), "GET", path, List.of("Host: 127.0.0.1"));
      assertThat(head.getFirst()).as(path).startsWith("http/1.1 400");
      assertThat(head).as(path).anyMatch(line -> line.contains("application/problem+json"));
    }
  }

  @Test
  void health_tells_nothing_but_health() throws Exception {
    for (String probe : List.of("liveness", "readiness")) {
      Answer answer = backend.call("GET", "/actuator/health/" + probe, null, Map.of());
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.http().body()).isEqualTo("{\"status\":\"UP\"}");
    }
    assertThat(backend.call("GET", "/actuator/env", null, Map.of()).status()).isEqualTo(404);
  }
}
