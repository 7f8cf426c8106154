package io.linkmic.node;

import java.util.Arrays;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The media server's entry point. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class McuNodeApplication {

  /** The node as it runs everywhere: as a process, inside {@code standalone}, in tests. */
  public static SpringApplication application() {
    SpringApplication application = new SpringApplication(McuNodeApplication.class);
    application.setMainApplicationClass(McuNodeApplication.class);
    application.setBannerMode(Banner.Mode.OFF);
    // A name of its own: in standalone several services share one class path.
    application.setDefaultProperties(Map.of("spring.config.name", "mcu-node"));
    return application;
  }

  @SuppressWarnings({"SystemOut", "CatchAndPrintStackTrace"})
  public static void main(String[] args) {
    if (Arrays.asList(args).contains("--help")) {
      System.out.print(Usage.TEXT);
      return;
    }
    try {
      application().run(args);
    } catch (RuntimeException e) {
      // Spring has said why; no thread may keep half a node alive.
      System.exit(1);
    }
  }
}
