package io.linkmic.api;

import java.util.Arrays;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The REST service's entry point. */
@SpringBootApplication
@EnableConfigurationProperties(ApiProperties.class)
public class McuApiApplication {

  /** The service as it runs everywhere: as a process, inside {@code standalone}, in tests. */
  public static SpringApplication application() {
    SpringApplication application = new SpringApplication(McuApiApplication.class);
    application.setMainApplicationClass(McuApiApplication.class);
    application.setBannerMode(Banner.Mode.OFF);
    // A name of its own: in standalone several services share one class path.
    application.setDefaultProperties(Map.of("spring.config.name", "mcu-api"));
    return application;
  }

  @SuppressWarnings("SystemOut")
  public static void main(String[] args) {
    if (Arrays.asList(args).contains("--help")) {
      System.out.print(Usage.TEXT);
      return;
    }
    try {
      application().run(args);
    } catch (RuntimeException e) {
      System.err.println("mcu-api did not start: " + StartFailure.sentence(e));
      // No thread may keep half a service alive.
      System.exit(1);
    }
  }
}
