package io.linkmic.origin;

import java.util.Arrays;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the origin: on its own, or inside another JVM with a context of its own. */
public final class OriginApplication {
  private static final String HELP =
      """
      LinkMic origin: RTMP in; RTMP play and HTTP-FLV out.

        publish   rtmp://HOST:1935/live/{key}
        play      rtmp://HOST:1935/live/{key}   http://HOST:8085/live/{key}.flv
        look      http://HOST:8085/v1/streams   /actuator/health/readiness   /actuator/prometheus

      Options, as --NAME=VALUE, environment variable or origin.yaml:
        linkmic.origin.bind-address            127.0.0.1   0.0.0.0 for all interfaces
        linkmic.origin.rtmp.port               1935
        linkmic.origin.http.port               8085
        linkmic.origin.signing-secret                      addresses to publish and play are signed
        linkmic.origin.previous-signing-secret             still verifies while it is replaced
        linkmic.origin.rtmp.publish-secret                 publishers show it as ?key=
        linkmic.origin.rtmp.open-publishing    false       other machines publish without a secret
        linkmic.origin.http.status-for-all     false       /v1/streams answers other machines
        linkmic.origin.streams.reconnect-grace 30s         viewers wait for their publisher
        linkmic.origin.viewers.queue-time      4s          a slower viewer skips to a key frame
      """;

  private OriginApplication() {}

  public static void main(String[] arguments) {
    if (Arrays.asList(arguments).contains("--help")) {
      System.out.print(HELP);
      return;
    }
    try {
      start(arguments).registerShutdownHook();
    } catch (PortTakenException e) {
      // Spring has said the sentence; a stack trace would bury it.
      System.exit(1);
    }
  }

  /**
   * Starts the origin; it serves when this returns.
   *
   * @param arguments {@code --linkmic.origin.…=…}
   * @return its context; closing it stops the origin. {@link OriginPorts} is one of its beans
   * @throws PortTakenException when a port cannot be had; nothing runs then
   */
  public static ConfigurableApplicationContext start(String... arguments) {
    SpringApplicationBuilder builder = builder();
    try {
      return builder.run(arguments);
    } catch (ApplicationContextException e) {
      // Spring wraps what a life cycle throws; the sentence is inside.
      if (e.getCause() instanceof PortTakenException taken) {
        throw taken;
      }
      throw e;
    }
  }

  private static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(OriginConfiguration.class)
        .web(WebApplicationType.NONE)
        .bannerMode(Banner.Mode.OFF)
        .registerShutdownHook(false)
        // A configuration file of its own: inside standalone several applications share a class
        // path, and application.yaml would be everybody's.
        .properties(Map.of("spring.config.name", "origin", "spring.application.name", "origin"));
  }
}
