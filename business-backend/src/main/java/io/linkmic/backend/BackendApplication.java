package io.linkmic.backend;

import java.util.Arrays;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The business backend's entry point; scans this package and what is below it only. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class BackendApplication {

  /** The service as it runs everywhere: as a process, inside {@code standalone}, in tests. */
  public static SpringApplication application() {
    SpringApplication application = new SpringApplication(BackendApplication.class);
    application.setMainApplicationClass(BackendApplication.class);
    application.setBannerMode(Banner.Mode.OFF);
    // A name of its own: in standalone several services share one class path.
    application.setDefaultProperties(Map.of("spring.config.name", "business-backend"));
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
      // Spring has said why; no thread may keep half a service alive.
      System.exit(1);
    }
  }
}
