package io.linkmic.standalone;

import io.linkmic.contract.token.ApiKeys;
import io.linkmic.standalone.demo.CreatedBroadcast;
import io.linkmic.standalone.demo.Sample;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where to look, once everything runs.
 *
 * @param samples what the sample hosts broadcast; empty without them
 */
record Announcement(
    Addresses addresses, Map<Sample, CreatedBroadcast> samples, String redisUrl, Path logs) {

  Announcement {
    samples = Map.copyOf(samples);
  }

  void print(PrintStream out) {
    out.println();
    out.println("LinkMic is up.");
    out.println();
    out.println("  Console  " + addresses.url("http", Port.PAGES) + "/");
    for (Sample sample : Sample.ALL) {
      CreatedBroadcast broadcast = samples.get(sample);
      if (broadcast != null) {
        out.println();
        out.println("  " + sample.title());
        out.println("  Watch    " + broadcast.watchUrl());
        out.println("           " + broadcast.flvUrl());
        out.println("           " + broadcast.rtmpUrl());
      }
    }
    out.println();
    out.println("  Go live  create a broadcast in the console, then open its host page");
    out.println("  API      " + addresses.url("http", Port.PAGES) + "/api/v1   broadcasts");
    out.println("           " + addresses.url("http", Port.API) + "/v1       rooms");
    out.println("           " + addresses.url("http", Port.API) + "/swagger-ui.html");
    out.println("  Nodes    " + addresses.url("http", Port.DNS) + "/v1/nodes/select?roomId=…");
    nodes(out, addresses.nodes());
    out.println("  Redis    " + redisUrl);
    out.println("  Key      " + ApiKeys.DEVELOPMENT_KEY);
    out.println("  Secret   " + ApiKeys.DEVELOPMENT_SECRET);
    out.println("  Logs     " + logs.resolve("linkmic.log"));
    out.println();
    if (!addresses.loopback()) {
      out.println("  Other machines can reach this one, and everybody knows the key above.");
      out.println();
    }
    out.println("Ctrl-C stops everything, and forgets the broadcasts.");
    out.flush();
  }

  private void nodes(PrintStream out, List<NodePorts> nodes) {
    for (NodePorts node : nodes) {
      out.println(
          "           "
              + node.id()
              + "   WHIP "
              + addresses.url("http", node.http())
              + "/whip/rooms/…   Socket.IO "
              + addresses.url("http", node.signaling()));
    }
  }
}
