package io.linkmic.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Swagger UI under a policy that lets nothing in from elsewhere; data that no browser runs. */
class SafetyHeadersIT {
  private static RunningApi api;

  @BeforeAll
  static void start() {
    api = RunningApi.start();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void the_pages_come_from_the_service_alone() {
    assertThat(api.get("/swagger-ui.html", "").header("Location"))
        .contains("/swagger-ui/index.html");
    var index = api.get("/swagger-ui/index.html", "");
    assertThat(index.status()).isEqualTo(200);
    assertThat(index.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self';", "connect-src 'self'");
    String html = index.http().body();
    assertThat(html).doesNotContainPattern("(src|href)=\"(https?:)?//");
    // A script in the page itself would be stopped by the policy.
    assertThat(html).doesNotContainPattern("<script(?![^>]*\\bsrc=)");
    var sources = Pattern.compile("(?:src|href)=\"(?:\\./)?([^\"]+)\"").matcher(html);
    int found = 0;
    while (sources.find()) {
      var asset = api.get("/swagger-ui/" + sources.group(1), "");
      assertThat(asset.status()).as(sources.group(1)).isEqualTo(200);
      found++;
    }
    assertThat(found).isGreaterThanOrEqualTo(5);
    var config = api.get("/v3/api-docs/swagger-config", "").json();
    assertThat(config.path("url").asString()).isEqualTo("/v3/api-docs");
    // Else the page asks a stranger's server whether our document is valid.
    assertThat(config.path("validatorUrl").asString("missing")).isEmpty();
  }

  @Test
  void answers_and_problems_are_data() {
    for (String path : new String[] {"/v1/rooms", "/v1/nothing", "/actuator/health/liveness"}) {
      var answer = api.get(path, RunningApi.basic(RunningApi.ONE));
      assertThat(answer.header("Content-Security-Policy")).as(path).contains("default-src 'none'");
      assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
      assertThat(answer.header("Referrer-Policy")).as(path).isEqualTo("no-referrer");
    }
  }
}
