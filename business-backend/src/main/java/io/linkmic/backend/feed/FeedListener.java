package io.linkmic.backend.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Holds one connection that listens, and opens another whenever it breaks. */
@Component
class FeedListener implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(FeedListener.class);

  /** How soon a stop is noticed, and how soon a dead connection. */
  private static final Duration WAIT = Duration.ofMillis(500);

  /** Between two tries to connect; a database that restarts is back within seconds. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final DataSource database;
  private final Followers followers;
  private final JsonMapper json;
  private volatile boolean running;
  private @Nullable Thread thread;

  FeedListener(DataSource database, Followers followers, JsonMapper json) {
    this.database = database;
    this.followers = followers;
    this.json = json;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name("feed-listener").daemon().start(this::run);
  }

  @Override
  public void stop() {
    Thread listener = thread;
    running = false;
    thread = null;
    followers.dismissAll();
    if (listener != null) {
      listener.interrupt();
      try {
        listener.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server waits for its last requests: followers would hold it up. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE;
  }

  private void run() {
    while (running) {
      try (Connection connection = database.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("listen " + Feed.CHANNEL);
        try {
          listen(connection.unwrap(PGConnection.class));
        } finally {
          statement.execute("unlisten *");
        }
      } catch (SQLException e) {
        if (running) {
          LOG.warn("events are not followed until the database answers: {}", e.getMessage());
          // What was told meanwhile is lost: consoles look at everything again.
          followers.dismissAll();
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
  }

  private void listen(PGConnection connection) throws SQLException {
    while (running) {
      PGNotification[] heard = connection.getNotifications((int) WAIT.toMillis());
      if (heard != null) {
        for (PGNotification notification : heard) {
          tell(notification.getParameter());
        }
      }
    }
  }

  private void tell(String text) {
    try {
      followers.tell(json.readValue(text, FeedEvent.class));
    } catch (JacksonException e) {
      LOG.error("a notification is not ours", e);
    }
  }
}
