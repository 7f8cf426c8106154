package io.linkmic.standalone;

import io.linkmic.contract.token.ApiKeys;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Each service's configuration on one machine. */
final class Settings {
  private final Addresses addresses;
  private final Path logs;

  /** New in each run: nothing outside this JVM has business with the node's internal HTTP. */
  private final String serviceToken = randomToken();

  Settings(Addresses addresses, Path logs) {
    this.addresses = addresses;
    this.logs = logs;
  }

  Map<String, Object> origin() {
    Map<String, Object> settings = common("origin");
    settings.put("linkmic.origin.bind-address", addresses.bind().getHostAddress());
    settings.put("linkmic.origin.rtmp.port", addresses.port(Port.RTMP));
    settings.put("linkmic.origin.http.port", addresses.port(Port.FLV));
    return settings;
  }

  Map<String, Object> node() {
    Map<String, Object> settings = web("mcu-node", Port.NODE);
    keys(settings);
    settings.put("linkmic.egress.allow-private-addresses", true);
    settings.put("linkmic.node.bind-address", addresses.bind().getHostAddress());
    settings.put("linkmic.node.public-addresses", addresses.publicAddress());
    settings.put("linkmic.node.udp-port", addresses.port(Port.MEDIA));
    settings.put("linkmic.node.socket-io.port", addresses.port(Port.SIGNALING));
    settings.put("linkmic.node.service-token", serviceToken);
    return settings;
  }

  Map<String, Object> api() {
    Map<String, Object> settings = web("mcu-api", Port.API);
    keys(settings);
    settings.put("linkmic.service-token", serviceToken);
    settings.put("linkmic.node-url", addresses.innerUrl("http", Port.NODE));
    settings.put("linkmic.egress.allow-private-addresses", true);
    settings.put(
        "linkmic.default-egress", addresses.innerUrl("rtmp", Port.RTMP) + "/live/{roomId}");
    settings.put("spring.web.resources.add-mappings", false);
    return settings;
  }

  Map<String, Object> pages() {
    Map<String, Object> settings = web("pages", Port.PAGES);
    settings.put("linkmic.pages.api-url", addresses.innerUrl("http", Port.API));
    settings.put("linkmic.pages.api-key", ApiKeys.DEVELOPMENT_KEY);
    settings.put("linkmic.pages.api-secret", ApiKeys.DEVELOPMENT_SECRET);
    settings.put("linkmic.pages.signaling-port", addresses.port(Port.SIGNALING));
    settings.put("linkmic.pages.flv-port", addresses.port(Port.FLV));
    settings.put("linkmic.pages.rtmp-port", addresses.port(Port.RTMP));
    settings.put("spring.web.resources.static-locations", "classpath:/pages/");
    return settings;
  }

  private Map<String, Object> web(String name, Port port) {
    Map<String, Object> settings = common(name);
    settings.put("server.address", addresses.bind().getHostAddress());
    settings.put("server.port", addresses.port(port));
    return settings;
  }

  private Map<String, Object> common(String name) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("spring.application.name", name);
    // The first context sets logging up for all: everything into the file, trouble to the terminal.
    settings.put("logging.file.name", logs.resolve("linkmic.log"));
    settings.put("logging.threshold.console", "ERROR");
    settings.put("management.endpoints.web.exposure.include", "health,prometheus");
    settings.put("management.endpoint.health.probes.enabled", true);
    return settings;
  }

  private static void keys(Map<String, Object> settings) {
    settings.put("linkmic.api-keys." + ApiKeys.DEVELOPMENT_KEY, ApiKeys.DEVELOPMENT_SECRET);
    settings.put("linkmic.dev-keys-allowed", true);
  }

  private static String randomToken() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
