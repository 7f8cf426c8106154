package io.linkmic.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.linkmic.contract.event.EventType;
import io.linkmic.contract.webhook.WebhookPayload;
import io.linkmic.contract.webhook.WebhookSecret;
import io.linkmic.contract.webhook.WebhookVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** docs/webhooks.md tells what is so. */
class WebhooksDocTest {
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final String PAGE = read();
  private static final String SECRET =
      Pattern.compile("signed with `(whsec_[^`]+)`")
          .matcher(PAGE)
          .results()
          .findFirst()
          .orElseThrow()
          .group(1);

  private static String read() {
    try {
      return Files.readString(Path.of("../docs/webhooks.md"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> blocks(String kind) {
    return Pattern.compile("(?s)```" + kind + "\n(.*?)```")
        .matcher(PAGE)
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  private static String header(String request, String name) {
    return Pattern.compile("(?m)^" + name + ": (.*)$")
        .matcher(request)
        .results()
        .findFirst()
        .orElseThrow()
        .group(1);
  }

  private static String body(String request) {
    return request.substring(request.indexOf("\n\n") + 2).strip();
  }

  @Test
  void every_type_has_an_example_that_is_a_payload() {
    List<WebhookPayload> examples =
        blocks("webhook").stream()
            .map(json -> STRICT.readValue(json, WebhookPayload.class))
            .toList();
    assertThat(examples.stream().map(WebhookPayload::type))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Arrays.stream(EventType.values()).map(EventType::word),
                    Stream.of(WebhookPayload.TEST))
                .toList());
    assertThat(examples)
        .filteredOn(example -> !example.type().equals(WebhookPayload.TEST))
        .allSatisfy(example ->
            assertThat(example.roomId() == null)
                .as(example.type())
                .isEqualTo(example.type().startsWith("node.")));
    assertThat(Pattern.compile("(?m)^### (.*)$").matcher(PAGE).results().map(r -> r.group(1)))
        .containsExactlyElementsOf(examples.stream().map(WebhookPayload::type).toList());
  }

  @Test
  void the_signed_example_is_genuine() {
    String request = blocks("webhook-request").getFirst();
    String timestamp = header(request, "webhook-timestamp");
    var verdict =
        new WebhookVerifier(List.of(WebhookSecret.parse(SECRET).orElseThrow()))
            .verify(
                header(request, "webhook-id"),
                timestamp,
                header(request, "webhook-signature"),
                body(request).getBytes(StandardCharsets.UTF_8),
                Instant.ofEpochSecond(Long.parseLong(timestamp)));
    assertThat(verdict).isInstanceOf(WebhookVerifier.Verdict.Genuine.class);
    assertThat(STRICT.readValue(body(request), WebhookPayload.class).id())
        .isEqualTo(header(request, "webhook-id"));
  }

  @Test
  void the_python_of_the_page_agrees() throws Exception {
    boolean present = pythonIsThere();
    if (!present) {
      System.err.println("SKIPPED: the page's Python needs python3 (apt install python3)");
    }
    assertThat(present || System.getenv("CI") == null).as("CI has python3").isTrue();
    assumeThat(present).as("python3 is installed").isTrue();
    String request = blocks("webhook-request").getFirst();
    String call =
        "genuine('%s', '%s', '%s', '%s', b'''%s'''%s, %s)"
            .formatted(
                SECRET,
                header(request, "webhook-id"),
                header(request, "webhook-timestamp"),
                "v1,AAAA " + header(request, "webhook-signature"),
                body(request),
                "%s",
                header(request, "webhook-timestamp"));
    String program =
        blocks("python").getFirst()
            + "print("
            + call.formatted("")
            + ", "
            + call.formatted(" + b' '")
            + ")\n";
    Process python = new ProcessBuilder("python3", "-c", program).redirectErrorStream(true).start();
    assertThat(new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
        .isEqualTo("True False");
  }

  private static boolean pythonIsThere() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-c", "").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void the_reasons_of_death_are_those_of_the_scripts() throws IOException {
    StringBuilder scripts = new StringBuilder();
    try (Stream<Path> files =
        Files.walk(Path.of("src/main/resources/io/linkmic/api/webhook/delivery"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        scripts.append(Files.readString(file));
      }
    }
    List<String> told =
        Pattern.compile("(?m)^\\| `(expired|gone|[a-z-]*queue-full)` \\|")
            .matcher(PAGE)
            .results()
            .map((MatchResult row) -> row.group(1))
            .toList();
    assertThat(told).containsExactly("expired", "gone", "room-queue-full", "queue-full");
    assertThat(scripts).contains("'expired'", "'room-queue-full'", "'queue-full'");
  }
}
