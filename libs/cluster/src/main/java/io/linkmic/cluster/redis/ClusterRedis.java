package io.linkmic.cluster.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * A service's connection to Redis. Starting does not need Redis to be there; each call fails within
 * the command timeout while it is not. What was sent but not answered when a connection broke is
 * not sent again: a late lease write would be a lie. Any thread that may wait.
 */
public final class ClusterRedis implements AutoCloseable {
  // A Redis that was restarted is found again within a second.
  private static final Duration LONGEST_RECONNECT_DELAY = Duration.ofSeconds(1);
  private static final Duration SHORTEST_RECONNECT_DELAY = Duration.ofMillis(50);
  // Commands waiting at once; a service has at most a few hundred threads that could wait.
  private static final int MOST_WAITING = 10_000;

  private final ClientResources resources;
  private final LettuceConnectionFactory connections;
  private final StringRedisTemplate template;

  private ClusterRedis(ClientResources resources, LettuceConnectionFactory connections) {
    this.resources = resources;
    this.connections = connections;
    this.template = new StringRedisTemplate(connections);
  }

  public static ClusterRedis connect(RedisSettings settings) {
    ClientResources resources =
        DefaultClientResources.builder()
            // Lettuce's own minimum; one connection needs one.
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .reconnectDelay(
                Delay.exponential(
                    SHORTEST_RECONNECT_DELAY, LONGEST_RECONNECT_DELAY, 2, TimeUnit.MILLISECONDS))
            .build();
    RedisURI uri = RedisURI.create(settings.url());
    RedisConfiguration where = LettuceConnectionFactory.createRedisConfiguration(uri);
    LettuceClientConfiguration.LettuceClientConfigurationBuilder client =
        LettuceClientConfiguration.builder();
    client.apply(uri);
    client
        .clientResources(resources)
        .clientName(settings.clientName())
        .commandTimeout(settings.commandTimeout())
        .shutdownTimeout(Duration.ofMillis(500))
        .shutdownQuietPeriod(Duration.ZERO)
        .clientOptions(options(settings));
    LettuceConnectionFactory connections = new LettuceConnectionFactory(where, client.build());
    connections.afterPropertiesSet();
    connections.start();
    return new ClusterRedis(resources, connections);
  }

  private static ClientOptions options(RedisSettings settings) {
    return ClientOptions.builder()
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .replayFilter(command -> true)
        .requestQueueSize(MOST_WAITING)
        .timeoutOptions(TimeoutOptions.enabled(settings.commandTimeout()))
        .socketOptions(SocketOptions.builder().connectTimeout(settings.commandTimeout()).build())
        .build();
  }

  /**
   * Runs commands.
   *
   * @throws RedisUnavailable when Redis does not answer in time
   */
  public <T> T call(Function<StringRedisTemplate, T> commands) {
    try {
      return commands.apply(template);
    } catch (DataAccessException | io.lettuce.core.RedisException e) {
      throw new RedisUnavailable(e);
    }
  }

  /** For subscriptions and blocking reads, which have connections of their own. */
  public RedisConnectionFactory connections() {
    return connections;
  }

  /** Whether it answers now. */
  public boolean isUp() {
    try {
      return "PONG".equals(call(commands -> commands.execute(c -> c.ping(), true)));
    } catch (RedisUnavailable e) {
      return false;
    }
  }

  @Override
  public void close() {
    connections.destroy();
    var _ = resources.shutdown(0, 1, TimeUnit.SECONDS);
  }
}
