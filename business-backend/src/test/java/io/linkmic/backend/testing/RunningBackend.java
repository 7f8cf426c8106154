package io.linkmic.backend.testing;

import io.linkmic.backend.BackendApplication;
import io.linkmic.contract.webhook.WebhookSecret;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole backend on a free port, in this process. */
public final class RunningBackend extends BackendClient {
  public static final String KEY = "studio";
  public static final String SECRET = "studio-secret-of-at-least-32-bytes";
  public static final String OTHER_KEY = "rival";
  public static final String OTHER_SECRET = "rival-secret-of-at-least-32-bytes!";
  public static final String OPERATOR_KEY = "ops";
  public static final String OPERATOR_SECRET = "ops-secret-of-at-least-32-bytes!!!!";
  public static final WebhookSecret HOOK_SECRET = WebhookSecret.random();
  public static final WebhookSecret PREVIOUS_HOOK_SECRET = WebhookSecret.random();

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ConfigurableApplicationContext context;
  private final int port;

  /** Each setting as {@code linkmic.backend.pool.size=3}. */
  public RunningBackend(String database, URI mcuApi, String... settings) {
    SpringApplication application = BackendApplication.application();
    application.setRegisterShutdownHook(false);
    context = application.run(words(database, mcuApi, settings).toArray(String[]::new));
    port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
  }

  public ConfigurableApplicationContext context() {
    return context;
  }

  /** The command line of a backend as tests want it; what is set is not set twice. */
  static List<String> words(String database, URI mcuApi, String... settings) {
    List<String> words = new ArrayList<>();
    for (String port : List.of("server.port=", "linkmic.backend.chat.port=")) {
      if (Arrays.stream(settings).noneMatch(setting -> setting.startsWith(port))) {
        words.add(port + "0");
      }
    }
    words.add("linkmic.backend.bind-address=127.0.0.1");
    words.add("spring.datasource.url=" + database);
    words.add("spring.datasource.username=postgres");
    words.add("spring.datasource.hikari.maximum-pool-size=10");
    words.add("linkmic.api-keys." + KEY + "=" + SECRET);
    words.add("linkmic.api-keys." + OTHER_KEY + "=" + OTHER_SECRET);
    words.add("linkmic.api-keys." + OPERATOR_KEY + "=" + OPERATOR_SECRET);
    words.add("linkmic.operator-keys=" + OPERATOR_KEY);
    words.add("linkmic.backend.mcu-api.url=" + mcuApi);
    words.add("linkmic.backend.mcu-api.key=" + OPERATOR_KEY);
    words.add("linkmic.backend.hook-secret=" + HOOK_SECRET.text());
    words.add("linkmic.backend.previous-hook-secret=" + PREVIOUS_HOOK_SECRET.text());
    words.addAll(List.of(settings));
    return words.stream().map(word -> "--" + word).toList();
  }

  public JdbcClient jdbc() {
    return context.getBean(JdbcClient.class);
  }

  @Override
  public int port() {
    return port;
  }

  /** An answer with its JSON. */
  public record Answer(HttpResponse<String> http) {
    public int status() {
      return http.statusCode();
    }

    public JsonNode json() {
      return JSON.readTree(http.body());
    }

    public String code() {
      return json().path("code").asString("");
    }
  }

  public static String basic(String key, String secret) {
    return "Basic "
        + Base64.getEncoder().encodeToString((key + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    context.close();
  }
}
