package io.linkmic.standalone;

import io.linkmic.api.McuApiApplication;
import io.linkmic.backend.BackendApplication;
import io.linkmic.dns.McuDnsApplication;
import io.linkmic.node.McuNodeApplication;
import io.linkmic.origin.OriginApplication;
import io.linkmic.standalone.fleet.NodeProcess;
import io.linkmic.standalone.store.PostgresServer;
import io.linkmic.standalone.store.RedisServer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The running services, newest first; closing ends them in that order. */
final class Services implements AutoCloseable {
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final Settings settings;
  private final Addresses addresses;
  private final Path logs;

  private Services(Settings settings, Addresses addresses, Path logs) {
    this.settings = settings;
    this.addresses = addresses;
    this.logs = logs;
  }

  /** Starts all of them, or none: when one fails the ones before it are stopped again. */
  static Services start(Addresses addresses, Path logs) {
    Services services = new Services(new Settings(addresses, logs), addresses, logs);
    try {
      services.start();
      return services;
    } catch (RuntimeException | Error e) {
      services.close();
      throw e;
    }
  }

  private void start() {
    // First: its context sets logging up, for the two that come along as well.
    running.push(OriginApplication.start(words(settings.origin())));
    RedisServer redis = RedisServer.start(logs);
    running.push(redis);
    settings.redis(redis.url());
    List<NodeProcess> processes = new ArrayList<>();
    if (addresses.nodes().size() > 1) {
      addresses.nodes().forEach(node -> processes.add(process(node)));
      running.push(new Nodes(processes));
    } else {
      start(McuNodeApplication.application(), settings.node(addresses.nodes().getFirst()));
    }
    start(McuDnsApplication.application(), settings.dns());
    start(McuApiApplication.application(), settings.api());
    PostgresServer postgres = PostgresServer.start(logs);
    running.push(postgres);
    start(BackendApplication.application(), settings.backend(postgres.url()));
    processes.forEach(NodeProcess::awaitReady);
  }

  /** Told to go all at once, so that their goodbyes take as long as one's. */
  private record Nodes(List<NodeProcess> processes) implements AutoCloseable {
    @Override
    public void close() {
      processes.forEach(NodeProcess::letGo);
      processes.forEach(NodeProcess::close);
    }
  }

  private NodeProcess process(NodePorts node) {
    Map<String, Object> own = new HashMap<>(settings.node(node));
    // Its output is its log.
    own.remove("logging.file.name");
    own.remove("logging.threshold.console");
    return NodeProcess.start(node.id(), own, addresses.innerUrl("http", node.http()), logs);
  }

  private void start(SpringApplication application, Map<String, Object> settings) {
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    // One hook of ours stops everything in order.
    application.setRegisterShutdownHook(false);
    ConfigurableApplicationContext context = application.run(words(settings));
    running.push(context);
  }

  /** As a command line: wins over every file, and over the machine's environment. */
  private static String[] words(Map<String, Object> settings) {
    return settings.entrySet().stream()
        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
        .toArray(String[]::new);
  }

  /** Where a further service would join. */
  String redisUrl() {
    return settings.redisUrl();
  }

  @Override
  public void close() {
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        // The others are stopped all the same.
        org.slf4j.LoggerFactory.getLogger(Services.class).warn("a service did not stop", e);
      }
    }
  }
}
