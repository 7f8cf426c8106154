package io.linkmic.benchmarks;

import io.linkmic.cluster.lease.Lease;
import io.linkmic.cluster.lease.RoomLeases;
import io.linkmic.cluster.node.NodeRegistry;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.RedisSettings;
import io.linkmic.clustertest.RealRedis;
import io.linkmic.dns.http.DnsDoor;
import io.linkmic.dns.picture.Picture;
import io.linkmic.dns.place.Cidr;
import io.linkmic.dns.place.IpAddress;
import io.linkmic.dns.place.NetworkTable;
import io.linkmic.dns.place.Places;
import io.linkmic.dns.select.Question;
import io.linkmic.dns.select.Selection;
import io.linkmic.dns.select.Selector;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * How many selections mcu-dns answers over HTTP, how fast, and for how much CPU. Redis, mcu-dns and
 * the generator share the machine.
 */
final class DnsBench {
  // Clients of the generator have 10.0.0.0–10.3.63.255; four networks, four places.
  private static final int NETWORKS = 4;
  private static final long ENGINE_SECONDS = 3;

  // For filling; mcu-dns itself keeps the usual half second.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final DnsOptions options;

  DnsBench(DnsOptions options) {
    this.options = options;
  }

  /** Runs all of it; the result is one JSON object. */
  String run() throws Exception {
    try (RealRedis server = RealRedis.start();
        ClusterRedis redis =
            ClusterRedis.connect(new RedisSettings(server.url(), PATIENCE, "bench"));
        DnsFleet fleet = new DnsFleet(redis, options.nodes())) {
      say("filling a Redis: " + options.nodes() + " nodes, " + options.rooms() + " rooms");
      fleet.start();
      fleet.fill(options.rooms());
      say("the engine alone, on one thread");
      double engine = engine(redis);
      int port = ServiceProcess.freePort();
      say("starting mcu-dns");
      try (ServiceProcess dns = dns(port, server.url());
          DnsClient client = new DnsClient(options, port)) {
        say("warming up for " + options.warmUpSeconds() + " s");
        client.run(false, options.warmUpSeconds());
        say("as fast as answers come, " + options.connections() + " connections");
        String fastest = measure(client, dns, false);
        say("paced at " + options.rate() + " a second");
        String paced = measure(client, dns, true);
        return json(engine, fastest, paced, dns.rssKilobytes());
      }
    }
  }

  private ServiceProcess dns(int port, URI redis) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.add("--linkmic.redis-url=" + redis);
    arguments.add("--linkmic.dns.bind-address=127.0.0.1");
    arguments.add("--linkmic.dns.port=" + port);
    arguments.add("--linkmic.dns.trusted-proxies=127.0.0.1/32");
    arguments.add("--linkmic.api-keys.bench=bench-secret-for-this-run-only-0123456789");
    for (int i = 0; i < NETWORKS; i++) {
      String network = "--linkmic.dns.networks[" + i + "].";
      arguments.add(network + "cidr=" + network(i));
      arguments.add(network + "region=" + DnsFleet.REGIONS.get(i));
      arguments.add(network + "isp=" + DnsFleet.ISPS.get(i % DnsFleet.ISPS.size()));
    }
    return ServiceProcess.start("dns", "io.linkmic.dns.McuDnsApplication", port, arguments);
  }

  private static String network(int i) {
    return "10." + i + ".0.0/16";
  }

  private String measure(DnsClient client, ServiceProcess dns, boolean paced) throws Exception {
    long dnsBefore = dns.cpuMillis();
    long ownBefore = ServiceProcess.cpuMillis(ProcessHandle.current().pid());
    DnsClient.Figures figures = client.run(paced, options.seconds());
    double dnsCpu = (dns.cpuMillis() - dnsBefore) / 1000.0;
    double ownCpu = (ServiceProcess.cpuMillis(ProcessHandle.current().pid()) - ownBefore) / 1000.0;
    Latencies latencies = figures.latencies();
    String json =
        String.format(
            Locale.ROOT,
            "{\"selectionsPerSecond\":%.0f,\"latencyMs\":{\"p50\":%.3f,\"p95\":%.3f,\"p99\":%.3f,"
                + "\"max\":%.1f},\"cpuSeconds\":{\"dns\":%.2f,\"generator\":%.2f},"
                + "\"cpuMicrosPerSelection\":{\"dns\":%.1f,\"generator\":%.1f},\"failures\":%d}",
            figures.perSecond(),
            latencies.quantile(0.5),
            latencies.quantile(0.95),
            latencies.quantile(0.99),
            latencies.quantile(1),
            dnsCpu,
            ownCpu,
            dnsCpu * 1e6 / Math.max(1, latencies.count()),
            ownCpu * 1e6 / Math.max(1, latencies.count()),
            figures.failures().values().stream().mapToInt(n -> n).sum());
    say(json);
    if (!figures.failures().isEmpty()) {
      say("failures: " + figures.failures());
    }
    return json;
  }

  /** Selections per second of the engine, without HTTP. */
  private double engine(ClusterRedis redis) {
    Map<String, Lease> leases = new RoomLeases(redis, Duration.ZERO).all();
    var fleet = new NodeRegistry(redis).fleet();
    Selector selector = new Selector(System.nanoTime(), new Selector.Rules(0.8, DnsDoor::card));
    selector.show(
        new Picture(
            fleet,
            List.of(),
            room -> Optional.ofNullable(leases.get(room)),
            Picture.Source.CURRENT,
            fleet.at(),
            Duration.ZERO),
        System.nanoTime());
    ask(selector);
    return ask(selector);
  }

  private double ask(Selector selector) {
    List<NetworkTable.Entry> entries = new ArrayList<>();
    for (int i = 0; i < NETWORKS; i++) {
      Cidr cidr = Cidr.parse(network(i)).orElseThrow();
      entries.add(
          new NetworkTable.Entry(
              cidr, DnsFleet.REGIONS.get(i), DnsFleet.ISPS.get(i % DnsFleet.ISPS.size())));
    }
    Places places = new Places(null, new NetworkTable(entries));
    Random random = new Random(11);
    long from = System.nanoTime();
    long until = from + TimeUnit.SECONDS.toNanos(ENGINE_SECONDS);
    long count = 0;
    long fresh = 0;
    long now = from;
    while (now < until) {
      String room =
          random.nextInt(100) < options.newRooms()
              ? "e-" + fresh++ / 2
              : DnsFleet.roomId(random.nextInt(options.rooms()));
      IpAddress client = new IpAddress(0, 0xFFFF_0A00_0000L | random.nextInt(1 << 18));
      Question question = new Question(room, client, places.of(client, null, null), 3);
      if (!(selector.select(question, now) instanceof Selection.Offered)) {
        throw new IllegalStateException("nothing offered for " + room);
      }
      count++;
      now = System.nanoTime();
    }
    return count / ((now - from) / 1e9);
  }

  private String json(double engine, String fastest, String paced, long rssKilobytes) {
    return String.format(
        Locale.ROOT,
        "{\"benchmark\":\"dns\",\"cores\":%d,\"nodes\":%d,\"rooms\":%d,\"connections\":%d,"
            + "\"newRoomsPercent\":%d,\"seconds\":%d,%n \"engineAlonePerSecond\":%.0f,%n"
            + " \"fastest\":%s,%n \"paced\":%s,%n \"rssMb\":%d}",
        Runtime.getRuntime().availableProcessors(),
        options.nodes(),
        options.rooms(),
        options.connections(),
        options.newRooms(),
        options.seconds(),
        engine,
        fastest,
        paced,
        rssKilobytes / 1024);
  }

  @SuppressWarnings("SystemOut")
  private static void say(String text) {
    System.err.println(text);
  }
}
