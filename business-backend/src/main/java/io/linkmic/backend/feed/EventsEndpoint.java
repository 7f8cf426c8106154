package io.linkmic.backend.feed;

import io.linkmic.backend.BackendProperties;
import io.linkmic.backend.access.Caller;
import io.linkmic.backend.problem.Problem;
import io.linkmic.backend.problem.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** {@code GET /api/v1/events}: server-sent events. */
@RestController
class EventsEndpoint {
  /** A console that was dismissed comes back after this. */
  private static final long RECONNECT_MILLIS = 2000;

  private final Followers followers;
  private final Duration heartbeat;

  EventsEndpoint(Followers followers, BackendProperties properties) {
    this.followers = followers;
    this.heartbeat = properties.feed().heartbeat();
  }

  @GetMapping(path = "/api/v1/events")
  ResponseEntity<SseEmitter> follow(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    Follower follower =
        followers
            .join(caller)
            .orElseThrow(() ->
                new Refusal(
                    Problem.of(503, "too-many-followers", "Too many consoles follow already."),
                    Duration.ofSeconds(10)));
    SseEmitter emitter = new SseEmitter(0L);
    emitter.onCompletion(() -> followers.leave(follower));
    emitter.onError(problem -> followers.leave(follower));
    Thread.ofVirtual().name("feed-follower").start(() -> write(follower, emitter));
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .header("Cache-Control", "no-store")
        // nginx would hold events back until its buffer is full.
        .header("X-Accel-Buffering", "no")
        .body(emitter);
  }

  private void write(Follower follower, SseEmitter emitter) {
    try {
      emitter.send(SseEmitter.event().comment("hello").reconnectTime(RECONNECT_MILLIS));
      while (followers.follows(follower) && !follower.overrun()) {
        FeedEvent event = follower.next(heartbeat);
        emitter.send(
            event == null
                ? SseEmitter.event().comment("")
                : SseEmitter.event()
                    .id(event.id())
                    .name(event.type())
                    .data(visible(event), MediaType.APPLICATION_JSON));
      }
      emitter.complete();
    } catch (IOException | IllegalStateException e) {
      // The console is gone.
      emitter.completeWithError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      followers.leave(follower);
    }
  }

  private static Map<String, Object> visible(FeedEvent event) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("id", event.id());
    all.put("type", event.type());
    all.put("timestamp", event.timestamp());
    putUnlessNull(all, "broadcastId", event.broadcastId());
    putUnlessNull(all, "roomId", event.roomId());
    putUnlessNull(all, "nodeId", event.nodeId());
    all.put("data", event.data());
    return all;
  }

  private static void putUnlessNull(
      Map<String, Object> all, String name, @org.jspecify.annotations.Nullable String value) {
    if (value != null) {
      all.put(name, value);
    }
  }
}
