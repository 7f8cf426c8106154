package io.linkmic.standalone;

import io.linkmic.contract.token.ApiKeys;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each service's configuration on one machine. */
final class Settings {
  /** Other services' libraries are on the same class path; Spring must not start them for ours. */
  private static final List<String> NOT_OURS =
      List.of(
          "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
          "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
          "org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration",
          "org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration",
          "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
          "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
          "org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration",
          "org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration");

  private final Addresses addresses;
  private final Path logs;
  private String redisUrl = "";

  /** New in each run: nothing outside this machine's services has business with the nodes. */
  private final String serviceToken = HexFormat.of().formatHex(random());

  /** What the backend knows mcu-api's events by. */
  private final String hookSecret = "whsec_" + Base64.getEncoder().encodeToString(random());

  Settings(Addresses addresses, Path logs) {
    this.addresses = addresses;
    this.logs = logs;
  }

  /** Where the services meet; before any of them but the origin is asked for its settings. */
  void redis(String url) {
    redisUrl = url;
  }

  String redisUrl() {
    return redisUrl;
  }

  Map<String, Object> origin() {
    Map<String, Object> settings = common("origin");
    settings.put("linkmic.origin.bind-address", addresses.bind().getHostAddress());
    settings.put("linkmic.origin.rtmp.port", addresses.port(Port.RTMP));
    settings.put("linkmic.origin.http.port", addresses.port(Port.FLV));
    return settings;
  }

  /** For a node in this JVM or in one of its own. */
  Map<String, Object> node(NodePorts node) {
    Map<String, Object> settings = web("mcu-node", node.http());
    cluster(settings);
    notOurs(settings);
    settings.put("linkmic.egress.allow-private-addresses", true);
    settings.put("linkmic.layout.allow-private-addresses", true);
    settings.put("linkmic.node.id", node.id());
    settings.put("linkmic.node.bind-address", addresses.bind().getHostAddress());
    settings.put("linkmic.node.public-addresses", addresses.publicAddress());
    settings.put("linkmic.node.udp-port", node.media());
    settings.put("linkmic.node.socket-io.port", node.signaling());
    settings.put("linkmic.node.service-token", serviceToken);
    settings.put("linkmic.node.cluster.signaling-url", addresses.url("http", node.signaling()));
    settings.put(
        "linkmic.node.cluster.whip-url", addresses.url("http", node.http()) + "/whip/rooms");
    settings.put("linkmic.node.cluster.control-url", addresses.innerUrl("http", node.http()));
    // Redis is new in each run, so nobody can be there who would have to claim his rooms again.
    settings.put("linkmic.node.cluster.settling", "0s");
    // A laptop that encodes its own sample hosts is busy; its only node takes rooms nevertheless.
    settings.put("linkmic.node.cluster.full-at-cpu", 0);
    return settings;
  }

  Map<String, Object> dns() {
    Map<String, Object> settings = common("mcu-dns");
    cluster(settings);
    notOurs(settings);
    settings.put("linkmic.dns.bind-address", addresses.bind().getHostAddress());
    settings.put("linkmic.dns.port", addresses.port(Port.DNS));
    settings.put("linkmic.dns.full-at-cpu", 0);
    return settings;
  }

  Map<String, Object> api() {
    Map<String, Object> settings = web("mcu-api", addresses.port(Port.API));
    cluster(settings);
    settings.put("linkmic.service-token", serviceToken);
    settings.put("linkmic.egress.allow-private-addresses", true);
    settings.put("linkmic.layout.allow-private-addresses", true);
    settings.put("linkmic.webhook.allow-private-addresses", true);
    // Of a developer's own receiver, whatever it listens on.
    settings.put("linkmic.webhook.allowed-ports", "");
    settings.put(
        "linkmic.default-egress",
        addresses.innerUrl("rtmp", Port.RTMP) + "/live/{roomId}?epoch={epoch}");
    return settings;
  }

  Map<String, Object> backend(String postgresUrl) {
    Map<String, Object> settings = web("business-backend", addresses.port(Port.PAGES));
    cluster(settings);
    settings.put("springdoc.api-docs.enabled", false);
    settings.put("springdoc.swagger-ui.enabled", false);
    settings.put("spring.datasource.url", postgresUrl);
    settings.put("linkmic.backend.own-machine-open", true);
    settings.put("linkmic.backend.mcu-api.url", addresses.innerUrl("http", Port.API));
    settings.put("linkmic.backend.mcu-api.key", ApiKeys.DEVELOPMENT_KEY);
    settings.put("linkmic.backend.dns-url", addresses.url("http", Port.DNS));
    settings.put("linkmic.backend.public-url", addresses.url("http", Port.PAGES));
    settings.put(
        "linkmic.backend.rtmp-url", addresses.innerUrl("rtmp", Port.RTMP) + "/live/{streamKey}");
    settings.put(
        "linkmic.backend.playback-flv-url",
        addresses.url("http", Port.FLV) + "/live/{streamKey}.flv");
    settings.put(
        "linkmic.backend.playback-rtmp-url",
        addresses.url("rtmp", Port.RTMP) + "/live/{streamKey}");
    settings.put(
        "linkmic.backend.hook-url", addresses.innerUrl("http", Port.PAGES) + "/hooks/linkmic");
    settings.put("linkmic.backend.hook-secret", hookSecret);
    settings.put("linkmic.backend.chat.port", addresses.port(Port.CHAT));
    return settings;
  }

  private void cluster(Map<String, Object> settings) {
    settings.put("linkmic.redis-url", redisUrl);
    settings.put("linkmic.api-keys." + ApiKeys.DEVELOPMENT_KEY, ApiKeys.DEVELOPMENT_SECRET);
    settings.put("linkmic.dev-keys-allowed", true);
    settings.put("linkmic.operator-keys", ApiKeys.DEVELOPMENT_KEY);
  }

  /** Of Spring, by class name and separated by commas: what origin and nodes must not start. */
  static String notOurs() {
    return String.join(",", NOT_OURS);
  }

  private static void notOurs(Map<String, Object> settings) {
    settings.put("spring.autoconfigure.exclude", notOurs());
    settings.put("springdoc.api-docs.enabled", false);
    settings.put("springdoc.swagger-ui.enabled", false);
  }

  private Map<String, Object> web(String name, int port) {
    Map<String, Object> settings = common(name);
    settings.put("server.address", addresses.bind().getHostAddress());
    settings.put("server.port", port);
    return settings;
  }

  private Map<String, Object> common(String name) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("spring.application.name", name);
    // The first context sets logging up for all: everything into the file, trouble to the terminal.
    settings.put("logging.file.name", logs.resolve("linkmic.log").toString());
    settings.put("logging.threshold.console", "ERROR");
    settings.put("management.endpoints.web.exposure.include", "health,prometheus");
    settings.put("management.endpoint.health.probes.enabled", true);
    return settings;
  }

  private static byte[] random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
