package io.linkmic.backend.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** mcu-api's subscriptions, from memory. Any thread. */
public final class WebhookPart {
  private final Map<String, Kept> all = new LinkedHashMap<>();
  private int count;

  /**
   * One subscription.
   *
   * @param disabled whether its receiver answered 410
   */
  public record Kept(String url, String secret, boolean disabled) {}

  public synchronized List<Kept> all() {
    return List.copyOf(all.values());
  }

  /** Its receiver said that it is gone. */
  public synchronized void disable(String url) {
    all.replaceAll(
        (id, kept) -> kept.url().equals(url) ? new Kept(url, kept.secret(), true) : kept);
  }

  /** Somebody subscribed that address with another secret. */
  public synchronized void keep(String url, String secret) {
    all.put("w-" + ++count, new Kept(url, secret, false));
  }

  public synchronized void forget(String url) {
    all.values().removeIf(kept -> kept.url().equals(url));
  }

  synchronized McuApiPeer.Reply answer(String call, JsonNode body) {
    String[] parts = call.split("/", -1);
    String id = parts.length > 3 ? parts[3] : "";
    Kept kept = all.get(id);
    if (call.equals("GET /v1/webhooks")) {
      return McuApiPeer.json(
          200, Map.of("items", all.keySet().stream().map(this::described).toList()));
    } else if (call.equals("POST /v1/webhooks")) {
      keep(body.path("url").asString(), body.path("secret").asString());
      id = "w-" + count;
      Map<String, Object> made = new LinkedHashMap<>();
      made.put("webhookId", id);
      made.put("url", all.get(id).url());
      made.put("events", List.of());
      made.put("secret", all.get(id).secret());
      made.put("createdAt", Shapes.now());
      return McuApiPeer.json(201, made);
    } else if (kept == null) {
      return McuApiPeer.problem(404, "webhook-not-found");
    } else if (call.endsWith("/secret")) {
      String secret = body.path("secret").asString();
      all.put(id, new Kept(kept.url(), secret, kept.disabled()));
      return McuApiPeer.json(
          200, Map.of("webhookId", id, "secret", secret, "previousSecretUntil", Shapes.now()));
    } else if (call.endsWith("/enable")) {
      all.put(id, new Kept(kept.url(), kept.secret(), false));
      return McuApiPeer.json(200, described(id));
    }
    return McuApiPeer.problem(404, "not-found");
  }

  private Map<String, Object> described(String id) {
    Kept kept = all.get(id);
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("webhookId", id);
    view.put("url", kept.url());
    view.put("events", List.of());
    view.put("createdAt", Shapes.now());
    if (kept.disabled()) {
      view.put("disabled", Map.of("at", Shapes.now(), "reason", "gone"));
    }
    view.put("delivery", Map.of("queued", 0, "deadLetters", 0, "deadLettersDropped", 0));
    return view;
  }
}
