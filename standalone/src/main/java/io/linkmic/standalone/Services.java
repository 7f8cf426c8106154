package io.linkmic.standalone;

import io.linkmic.node.McuNodeApplication;
import io.linkmic.origin.OriginApplication;
import io.linkmic.standalone.api.ApiApplication;
import io.linkmic.standalone.pages.PagesApplication;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The running services, newest first; closing ends them in that order. */
final class Services implements AutoCloseable {
  private final Deque<ConfigurableApplicationContext> contexts = new ArrayDeque<>();

  private Services() {}

  /** Starts all of them, or none: when one fails the ones before it are stopped again. */
  static Services start(Settings settings) {
    Services services = new Services();
    try {
      services.contexts.push(OriginApplication.start(words(settings.origin())));
      services.start(McuNodeApplication.application(), settings.node());
      services.start(new SpringApplication(ApiApplication.class), settings.api());
      services.start(new SpringApplication(PagesApplication.class), settings.pages());
      return services;
    } catch (RuntimeException | Error e) {
      services.close();
      throw e;
    }
  }

  private void start(SpringApplication application, Map<String, Object> settings) {
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    // One hook of ours stops everything in order.
    application.setRegisterShutdownHook(false);
    contexts.push(application.run(words(settings)));
  }

  /** As a command line: wins over every file, and over the machine's environment. */
  private static String[] words(Map<String, Object> settings) {
    return settings.entrySet().stream()
        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
        .toArray(String[]::new);
  }

  @Override
  public void close() {
    while (!contexts.isEmpty()) {
      contexts.pop().close();
    }
  }
}
