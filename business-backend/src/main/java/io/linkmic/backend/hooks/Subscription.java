package io.linkmic.backend.hooks;

import io.linkmic.backend.BackendProperties;
import io.linkmic.backend.broadcast.Broadcasts;
import io.linkmic.backend.mcu.McuAnswer;
import io.linkmic.backend.mcu.McuApi;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Keeps mcu-api knowing where to send events: subscribes when it starts, and looks again every few
 * seconds, because the subscription is in Redis and may be lost with it. Thread: its own, virtual.
 */
@Component
class Subscription implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  /** An instance asks for one small list; that many events may be missed, and are compared. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

  private static final Duration LOOK_AGAIN = LONGEST_PAUSE;

  /** An API key has a handful of subscriptions; a listing that does not end is not followed. */
  private static final int MOST_PAGES = 20;

  private final McuApi mcu;
  private final Broadcasts broadcasts;
  private final @Nullable URI url;
  private final String secret;
  private volatile boolean running;

  /**
   * mcu-api does not say which secret it signs with, so it is told once: ours may have been
   * replaced since it was subscribed. Owned by the thread.
   */
  private boolean secretTold;

  private @Nullable Thread thread;

  Subscription(
      McuApi mcu, Broadcasts broadcasts, BackendProperties properties, HookSecrets secrets) {
    this.mcu = mcu;
    this.broadcasts = broadcasts;
    this.url = properties.hookUrl();
    this.secret = properties.hookSecret() == null ? "" : properties.hookSecret();
  }

  @Override
  public void start() {
    URI to = url;
    running = true;
    if (to != null) {
      thread = Thread.ofVirtual().name("hook-subscription").start(() -> run(to.toString()));
    }
  }

  @Override
  public void stop() {
    running = false;
    Thread subscriber = thread;
    thread = null;
    if (subscriber != null) {
      subscriber.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run(String to) {
    Duration pause = FIRST_PAUSE;
    try {
      while (running) {
        if (ensure(to)) {
          pause = FIRST_PAUSE;
          Thread.sleep(LOOK_AGAIN);
        } else {
          // Full jitter: instances that start together do not ask together.
          Thread.sleep(ThreadLocalRandom.current().nextLong(1, pause.toMillis() + 1));
          Duration longer = pause.multipliedBy(2);
          pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether mcu-api knows the address now, and signs with our secret. */
  private boolean ensure(String to) {
    return switch (find(to)) {
      case Found.There there -> keepUp(there);
      case Found.Unknown ignored -> false;
      case Found.Missing ignored -> subscribe(to);
    };
  }

  private sealed interface Found {
    /**
     * @param disabled whether its receiver once said that it is gone: a deployment that went wrong
     */
    record There(String webhookId, boolean disabled) implements Found {}

    record Missing() implements Found {}

    record Unknown() implements Found {}
  }

  private Found find(String to) {
    String cursor = null;
    for (int page = 0; page < MOST_PAGES; page++) {
      if (!(mcu.webhooks(cursor) instanceof McuAnswer.Done done)) {
        return new Found.Unknown();
      }
      JsonNode listed = mcu.tree(done);
      for (JsonNode webhook : listed.path("items")) {
        if (webhook.path("url").asString("").equals(to)) {
          return new Found.There(
              webhook.path("webhookId").asString(""), webhook.path("disabled").isObject());
        }
      }
      cursor = listed.path("nextCursor").asString("");
      if (cursor.isEmpty()) {
        return new Found.Missing();
      }
    }
    return new Found.Missing();
  }

  private boolean keepUp(Found.There there) {
    if (!secretTold && !(mcu.rotateSecret(there.webhookId(), secret) instanceof McuAnswer.Done)) {
      return false;
    }
    secretTold = true;
    if (!there.disabled()) {
      return true;
    }
    LOG.warn("mcu-api had stopped sending events; it is asked to go on");
    return mcu.enableWebhook(there.webhookId()) instanceof McuAnswer.Done;
  }

  private boolean subscribe(String to) {
    McuAnswer answer = mcu.subscribe(to, secret, UUID.randomUUID().toString());
    switch (answer) {
      case McuAnswer.Done ignored -> {
        LOG.info("mcu-api sends events to {}", to);
        compare();
      }
      case McuAnswer.Refused refused ->
          LOG.warn("mcu-api does not take the subscription: {}", refused.detail());
      case McuAnswer.Away ignored -> LOG.debug("mcu-api is not there yet");
    }
    secretTold |= answer instanceof McuAnswer.Done;
    return answer instanceof McuAnswer.Done;
  }

  /** Redis may have lost rooms together with the subscription, and nobody told us of events. */
  private void compare() {
    try {
      broadcasts.compareOpenOnesSoon();
    } catch (RuntimeException e) {
      // The keeper compares at its own pace then.
      LOG.warn("open broadcasts are not compared at once: {}", e.toString());
    }
  }
}
