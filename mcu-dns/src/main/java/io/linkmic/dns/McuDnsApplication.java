package io.linkmic.dns;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts mcu-dns: on its own, or inside another JVM with a context of its own. */
public final class McuDnsApplication {
  static final String HELP =
      """
      mcu-dns: picks the best node for a room and says why.

        GET /v1/nodes/select?roomId=&region=&isp=&clientIp=&limit=    ranked nodes
        GET /v1/nodes/select/explain?roomId=…                         every node and why (operators)
        GET /actuator/health/{liveness,readiness}   /actuator/prometheus

      Options, as --NAME=VALUE, environment variable (LINKMIC_DNS_PORT) or mcu-dns.yaml:
        linkmic.redis-url                      redis://HOST:6379; needed
        linkmic.api-keys.KEY=SECRET            API keys, secrets of at least 32 bytes
        linkmic.operator-keys                  those of them that may see explanations
        linkmic.dev-keys-allowed       false   accept the laptop's devkey
        linkmic.dns.bind-address       0.0.0.0
        linkmic.dns.port               8082
        linkmic.dns.refresh            500ms   between two pictures of the fleet
        linkmic.dns.full-at-cpu        0.8     a node is full from there on; 0 for never
        linkmic.dns.geoip-database             a MaxMind .mmdb file
        linkmic.dns.geoip-regions.CN-BJ        its country or country-subdivision → your region
        linkmic.dns.networks[0].cidr/.region/.isp   where clients are, by network
        linkmic.dns.trusted-proxies            networks whose X-Forwarded-For counts
        linkmic.dns.selections-per-second 20   of one address; 0 for no limit
        linkmic.dns.selection-burst    200
        linkmic.dns.limit-loopback     false   limit this machine as well
        linkmic.dns.max-connections    10000
      """;

  private McuDnsApplication() {}

  public static SpringApplication application() {
    SpringApplication application = new SpringApplication(DnsConfiguration.class);
    application.setMainApplicationClass(McuDnsApplication.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setBannerMode(Banner.Mode.OFF);
    application.setDefaultProperties(
        Map.of("spring.config.name", "mcu-dns", "spring.application.name", "mcu-dns"));
    return application;
  }

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) {
    if (Arrays.asList(arguments).contains("--help")) {
      System.out.print(HELP);
      return;
    }
    if (start(arguments, System.err) == null) {
      // No thread may keep half a service alive.
      System.exit(1);
    }
  }

  /**
   * Starts it, or says why not.
   *
   * @return its context, null when it did not start
   */
  static @Nullable ConfigurableApplicationContext start(String[] arguments, PrintStream errors) {
    try {
      return application().run(arguments);
    } catch (RuntimeException e) {
      String sentence = StartFailure.sentence(e);
      errors.println(
          "mcu-dns did not start: "
              + (sentence == null
                  ? "see the log above."
                  : sentence.replaceAll("\\s+", " ").strip()));
      return null;
    }
  }
}
