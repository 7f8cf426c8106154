package io.linkmic.standalone;

import io.linkmic.contract.token.ApiKeys;
import io.linkmic.standalone.demo.BroadcastClient;
import io.linkmic.standalone.demo.SampleHosts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/** {@code ./linkmic up} and {@code ./linkmic demo}. */
public final class StandaloneApplication {
  /** In the repository's root, where the script starts us; ignored by git. */
  private static final Path LOGS = Path.of("run");

  private final Services services;
  private final @Nullable SampleHosts hosts;

  private StandaloneApplication(Services services, @Nullable SampleHosts hosts) {
    this.services = services;
    this.hosts = hosts;
  }

  public static void main(String[] words) throws InterruptedException {
    switch (Options.read(words)) {
      case Options.Reading.NotUnderstood wrong -> fail(2, wrong.message());
      case Options.Reading.Understood understood -> run(understood.options());
    }
  }

  private static void run(Options options) throws InterruptedException {
    switch (Addresses.check(options)) {
      case Addresses.Check.Taken taken -> fail(1, taken.message());
      case Addresses.Check.Free free -> {
        StandaloneApplication application = start(options, free.addresses());
        Runtime.getRuntime().addShutdownHook(new Thread(application::stop, "stop"));
        application.announce(free.addresses());
        // Until a signal: the hook above does the rest.
        new CountDownLatch(1).await();
      }
    }
  }

  private static StandaloneApplication start(Options options, Addresses addresses)
      throws InterruptedException {
    System.out.println(
        options.nodes() == 1
            ? "Starting LinkMic"
            : "Starting LinkMic with " + options.nodes() + " nodes");
    Services services = null;
    try {
      services = Services.start(addresses, LOGS);
      SampleHosts hosts = options.demo() ? hosts(addresses) : null;
      if (hosts != null) {
        hosts.start();
      }
      return new StandaloneApplication(services, hosts);
    } catch (RuntimeException | IOException e) {
      if (services != null) {
        services.close();
      }
      fail(1, "LinkMic did not start: " + innermost(e) + " (more in run/linkmic.log)");
      throw new IllegalStateException("not reached", e);
    }
  }

  private static SampleHosts hosts(Addresses addresses) throws IOException {
    BroadcastClient broadcasts =
        new BroadcastClient(
            addresses.innerUrl("http", Port.PAGES),
            ApiKeys.DEVELOPMENT_KEY,
            ApiKeys.DEVELOPMENT_SECRET);
    return new SampleHosts(broadcasts, LOGS);
  }

  private void announce(Addresses addresses) {
    new Announcement(
            addresses, hosts == null ? Map.of() : hosts.broadcasts(), services.redisUrl(), LOGS)
        .print(System.out);
  }

  private void stop() {
    System.out.println("\nStopping LinkMic");
    if (hosts != null) {
      hosts.close();
    }
    services.close();
    System.out.println("LinkMic has stopped.");
  }

  private static String innermost(Throwable problem) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(problem);
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static void fail(int code, String message) {
    System.err.println("linkmic: " + message);
    System.exit(code);
  }
}
