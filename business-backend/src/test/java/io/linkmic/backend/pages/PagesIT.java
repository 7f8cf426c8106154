package io.linkmic.backend.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import io.linkmic.backend.testing.RunningBackend;
import io.linkmic.browsertest.Chromium;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Login, tickets, headers, and what the host's and the viewers' pages say without a stream. */
class PagesIT {
  private static Chromium chromium;
  private static Stage stage;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    chromium = Chromium.launch();
    stage = new Stage();
  }

  @AfterAll
  static void stop() {
    if (stage != null) {
      stage.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void the_console_asks_for_a_login_and_forgets_it_again() throws Exception {
    stage.created("Mine");
    Page page = open("/");
    page.getByLabel("API key").fill(RunningBackend.OPERATOR_KEY);
    page.getByLabel("Secret").fill("wrong");
    page.locator("button[type=submit]").click();
    assertThat(page.getByRole(AriaRole.ALERT)).hasText("The API key or its secret is wrong.");

    page.getByLabel("Secret").fill(RunningBackend.OPERATOR_SECRET);
    page.locator("button[type=submit]").click();
    assertThat(page.locator(".broadcast-row").first()).containsText("Mine");
    assertThat(page.locator("#who-name")).hasText(RunningBackend.OPERATOR_KEY);
    assertThat(String.valueOf(page.evaluate("document.cookie"))).isEmpty();
    page.reload();
    assertThat(page.locator(".broadcast-row").first()).containsText("Mine");

    page.locator("#log-out").click();
    assertThat(page.getByLabel("API key")).isVisible();
    page.reload();
    assertThat(page.getByLabel("API key")).isVisible();
    page.context().close();
  }

  @Test
  void who_is_no_operator_is_not_offered_the_fleet() {
    Page page = open("/");
    page.getByLabel("API key").fill(RunningBackend.KEY);
    page.getByLabel("Secret").fill(RunningBackend.SECRET);
    page.locator("button[type=submit]").click();
    assertThat(page.locator("nav a:visible")).hasText(new String[] {"Broadcasts", "Events"});
    page.context().close();
  }

  @Test
  void a_session_that_ends_leads_back_to_the_login() {
    Page page = open("/#/nodes");
    page.getByLabel("API key").fill(RunningBackend.OPERATOR_KEY);
    page.getByLabel("Secret").fill(RunningBackend.OPERATOR_SECRET);
    page.locator("button[type=submit]").click();
    assertThat(page.locator("main")).containsText("node-1");
    page.context().clearCookies();
    assertThat(page.locator("main")).containsText("Your session has ended.");
    page.context().close();
  }

  @Test
  void a_host_s_ticket_is_not_for_strangers() throws Exception {
    Stage.Show show = stage.created("Mine");
    String id = show.id();
    String path = "/pages/broadcasts/" + id + "/ticket";
    assertThat(post(path, "{}", null).statusCode()).isEqualTo(401);
    HttpResponse<String> known =
        post(path, "{}", RunningBackend.OPERATOR_KEY + ":" + RunningBackend.OPERATOR_SECRET);
    assertThat(known.statusCode()).isEqualTo(200);
    assertThat(known.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(known.body())
        .contains(
            "\"roomId\":\"" + show.roomId() + "\"", "\"participantId\":\"ada\"", "\"dnsUrl\"");
  }

  @Test
  void a_visitor_gets_a_ticket_with_a_name_and_not_too_many() throws Exception {
    // Of its own: visitors are counted by address, and the other tests' come from the same one.
    try (Stage crowded = new Stage()) {
      String path = "/pages/broadcasts/" + crowded.created("Open").id() + "/visitor";
      for (String name : new String[] {" ", "a\\u0007b", "x".repeat(41)}) {
        assertThat(visitor(crowded, path, name).statusCode()).isEqualTo(422);
      }
      for (int i = 0; i < VisitorGate.BURST; i++) {
        assertThat(visitor(crowded, path, "Vera").statusCode()).isEqualTo(200);
      }
      HttpResponse<String> more = visitor(crowded, path, "Vera");
      assertThat(more.statusCode()).isEqualTo(429);
      assertThat(more.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 10L);
    }
  }

  private static HttpResponse<String> visitor(Stage running, String path, String name)
      throws Exception {
    BodyPublisher body = BodyPublishers.ofString("{\"name\": \"" + name + "\"}");
    return HTTP.send(request(running, path).POST(body).build(), BodyHandlers.ofString());
  }

  @Test
  void a_chat_that_is_not_open_gives_no_ticket_and_says_so() throws Exception {
    try (Stage closed = new Stage("linkmic.backend.open-chat=false")) {
      String id = closed.created("Closed").id();
      assertThat(visitor(closed, "/pages/broadcasts/" + id + "/visitor", "Vera").body())
          .contains("chat-not-open");
      Page page = chromium.page(1280, 800);
      page.navigate(closed.url("/watch/" + id));
      assertThat(page.locator("#chat")).containsText("is for its participants");
      page.context().close();
    }
  }

  @Test
  void the_policy_names_what_the_pages_talk_to() throws Exception {
    String policy = policy(stage);
    assertThat(policy)
        .contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'")
        .contains("http://127.0.0.1:8082", "http://127.0.0.1:8085", "ws://127.0.0.1:*")
        .doesNotContain("unsafe");
    try (Stage told =
        new Stage(
            "linkmic.backend.pages.connect-sources=https://dns.example,wss://*.node.example:443")) {
      assertThat(policy(told))
          .contains("https://dns.example", "wss://*.node.example:443")
          .doesNotContain("127.0.0.1");
    }
  }

  @Test
  void a_visitor_and_the_host_chat_and_the_visitor_is_muted() throws Exception {
    Stage.Show show = stage.created("Talk");
    Page visitor = open("/watch/" + show.id());
    visitor.getByLabel("Your name").fill("Vera");
    visitor.getByRole(AriaRole.BUTTON, named("Join the chat")).click();
    visitor.getByLabel("Message").fill("Hello <b>there</b>");
    visitor.keyboard().press("Enter");
    assertThat(visitor.locator(".chat-text")).hasText("Hello <b>there</b>");

    Page host =
        open("/host/" + show.id() + "#token=" + hostToken(show) + "&dns=http://127.0.0.1:1");
    assertThat(host.locator(".chat-text")).hasText("Hello <b>there</b>");
    assertThat(host.getByLabel("Message")).isEnabled();
    host.getByLabel("Message").fill("Welcome");
    host.getByRole(AriaRole.BUTTON, named("Send")).click();
    assertThat(visitor.locator(".chat-text").nth(1)).hasText("Welcome");
    host.context().close();

    Page console = open("/#/broadcasts/" + show.id());
    console.getByLabel("API key").fill(RunningBackend.OPERATOR_KEY);
    console.getByLabel("Secret").fill(RunningBackend.OPERATOR_SECRET);
    console.locator("button[type=submit]").click();
    console.getByRole(AriaRole.BUTTON, named("Mute Vera in the chat")).click();
    console.getByRole(AriaRole.BUTTON, named("Mute in chat")).click();
    assertThat(visitor.locator("#chat")).containsText("You are muted in this chat.");
    assertThat(visitor.getByLabel("Message")).isDisabled();
    // Whoever moderates next sees who is muted.
    console.reload();
    console.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("write again")).click();
    console.getByRole(AriaRole.BUTTON, named("Allow")).click();
    assertThat(visitor.getByLabel("Message")).isEnabled();
    stage.end(show);
    assertThat(visitor.locator("#chat")).containsText("The broadcast has ended");
    console.context().close();
    visitor.context().close();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static String hostToken(Stage.Show show) throws Exception {
    var ticket =
        stage.backend.call("POST", "/pages/broadcasts/" + show.id() + "/ticket", "{}").json();
    return ticket.path("token").asString();
  }

  @Test
  void a_mangled_link_is_answered_for_people() throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(stage.url("/watch/no%20broadcast"))).build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("There is no such page");
  }

  @Test
  void the_watch_page_follows_the_broadcast_s_state() throws Exception {
    Stage.Show show = stage.created("Quiet piano");
    Page page = open("/watch/" + show.id());
    assertThat(page.locator("#title")).hasText("Quiet piano");
    assertThat(page.locator("#cover-title")).hasText("Waiting for the host");
    stage.end(show);
    assertThat(page.locator("#cover-title")).hasText("This broadcast has ended");
    page.context().close();

    Page none = open("/watch/b-none");
    assertThat(none.locator("#error")).hasText("There is no such broadcast.");
    none.context().close();
  }

  @Test
  void the_host_page_hides_the_token_and_asks_mcu_dns_until_there_is_a_node() throws Exception {
    Stage.Show show = stage.created("Mine");
    String id = show.id();
    AtomicInteger asked = new AtomicInteger();
    HttpServer dns =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    dns.createContext(
        "/v1/nodes/select",
        exchange -> {
          asked.incrementAndGet();
          assertThat(exchange.getRequestURI().getQuery()).contains("roomId=" + show.roomId());
          byte[] body =
              "{\"code\":\"no-node\",\"retryAfterMs\":300}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
          exchange.sendResponseHeaders(503, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    dns.start();
    try {
      String token = hostToken(show);
      Page page =
          open(
              "/host/"
                  + id
                  + "#token="
                  + token
                  + "&dns=http://127.0.0.1:"
                  + dns.getAddress().getPort());
      assertThat(page.url()).isEqualTo(stage.url("/host/" + id));
      assertThat(page.locator("#title")).hasText("Mine");
      page.locator("#live").click();
      assertThat(page.locator("#error")).containsText("No node has room at the moment.");
      assertThat(page.locator("#state")).hasText("Starting");
      page.reload();
      int before = asked.get();
      page.locator("#live").click();
      assertThat(page.locator("#error")).containsText("No node has room at the moment.");
      page.waitForCondition(() -> asked.get() >= before + 3);
      page.locator("#live").click();
      assertThat(page.locator("#state")).hasText("Not live");
      page.context().close();
    } finally {
      dns.stop(0);
    }
  }

  @Test
  void the_host_page_of_a_stranger_says_what_it_needs() throws Exception {
    Page page = open("/host/" + stage.created("Mine").id());
    page.locator("#live").click();
    assertThat(page.locator("#state")).hasText("Failed");
    assertThat(page.locator("#error")).containsText("Open it by the link that you were given.");
    page.context().close();
  }

  @Test
  void the_host_page_and_the_watch_page_fit_a_phone() throws Exception {
    String id = stage.created("A title as long as editors write them").id();
    for (String path : new String[] {"/host/" + id, "/watch/" + id, "/", "/watch/no%20one"}) {
      Page page = chromium.page(360, 780);
      page.navigate(stage.url(path));
      page.waitForLoadState();
      assertThat(
              page.evaluate(
                  "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
          .as("%s scrolls sideways by", path)
          .isEqualTo(0);
      page.context().close();
    }
  }

  private static Page open(String path) {
    Page page = chromium.page(1280, 800);
    page.navigate(stage.url(path));
    return page;
  }

  private static String policy(Stage running) throws Exception {
    return HTTP.send(request(running, "/").GET().build(), BodyHandlers.discarding())
        .headers()
        .firstValue("Content-Security-Policy")
        .orElseThrow();
  }

  private static HttpRequest.Builder request(Stage running, String path) {
    return HttpRequest.newBuilder(URI.create(running.url(path)))
        .header("Content-Type", "application/json");
  }

  private static HttpResponse<String> post(String path, String body, String credentials)
      throws Exception {
    HttpRequest.Builder request =
        request(stage, path).POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    if (credentials != null) {
      request.header(
          "Authorization",
          "Basic "
              + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
