package io.linkmic.node;

import io.linkmic.contract.token.ApiKeys;
import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.contract.token.TokenMinter;
import io.linkmic.node.signaling.MemoryRooms;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A whole node on free ports of the loopback, with rooms in memory. */
public final class TestNode implements AutoCloseable {
  public static final String SERVICE_TOKEN = "a service token for tests";

  public final MemoryRooms rooms = new MemoryRooms();
  public final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  public TestNode(String... arguments) {
    SpringApplication application = McuNodeApplication.application();
    application.addInitializers(context ->
        ((GenericApplicationContext) context)
            .registerBean("rooms", MemoryRooms.class, () -> rooms));
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("server.port", "0");
    settings.put("linkmic.node.bind-address", "127.0.0.1");
    settings.put("linkmic.node.udp-port", "0");
    settings.put("linkmic.node.socket-io.port", "0");
    settings.put("linkmic.dev-keys-allowed", "true");
    settings.put("linkmic.api-keys.devkey", ApiKeys.DEVELOPMENT_SECRET);
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      settings.put(argument.substring(2, equals), argument.substring(equals + 1));
    }
    String[] all =
        settings.entrySet().stream()
            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);
    context = application.run(all);
  }

  public int httpPort() {
    return ((WebServerApplicationContext) context).getWebServer().getPort();
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + httpPort() + path);
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public static String token(String participantId, String roomId, String... grants) {
    return token(participantId, roomId, Instant.now().plusSeconds(600), grants);
  }

  public static String token(
      String participantId, String roomId, Instant expiresAt, String... grants) {
    return new TokenMinter(ApiKeys.development())
        .mint(
            new ParticipantClaims(
                ApiKeys.DEVELOPMENT_KEY,
                participantId,
                participantId + "'s name",
                roomId,
                Set.of(grants),
                expiresAt,
                null));
  }

  @Override
  public void close() {
    context.close();
  }
}
