package io.linkmic.standalone;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where everything listens, once it is known that it can.
 *
 * @param bind the address all sockets are bound to
 * @param publicHost name or address that browsers, hosts and viewers are told
 * @param ports every port, none of them 0
 * @param nodes the nodes; the first one has the ports of {@link Port#NODE} and its neighbours
 */
record Addresses(
    InetAddress bind, String publicHost, Map<Port, Integer> ports, List<NodePorts> nodes) {

  /** The outcome of looking at the ports before anything is started. */
  sealed interface Check {
    record Free(Addresses addresses) implements Check {}

    /**
     * @param message one sentence for a person
     */
    record Taken(String message) implements Check {}
  }

  Addresses {
    ports = Map.copyOf(ports);
    nodes = List.copyOf(nodes);
  }

  int port(Port port) {
    return ports.getOrDefault(port, port.usual());
  }

  boolean loopback() {
    return bind.isLoopbackAddress();
  }

  /** The public host as an address: candidates carry no names. */
  String publicAddress() {
    try {
      return InetAddress.getByName(publicHost).getHostAddress();
    } catch (UnknownHostException e) {
      return bind.getHostAddress();
    }
  }

  /** For people and players: {@code http://127.0.0.1:8080}. */
  String url(String scheme, Port port) {
    return url(scheme, port(port));
  }

  String url(String scheme, int port) {
    return scheme + "://" + literal(publicHost) + ":" + port;
  }

  /** For calls between the services of this JVM; the wildcard address is no destination. */
  String innerUrl(String scheme, Port port) {
    return innerUrl(scheme, port(port));
  }

  String innerUrl(String scheme, int port) {
    String host = bind.isAnyLocalAddress() ? "127.0.0.1" : bind.getHostAddress();
    return scheme + "://" + literal(host) + ":" + port;
  }

  /**
   * Binds every port once and lets it go again. Nothing is half-started then: a port that is taken
   * is told before the first service begins. Ports of 0 are exchanged for free ones.
   */
  static Check check(Options options) {
    InetAddress bind;
    try {
      bind = InetAddress.getByName(options.bind());
    } catch (UnknownHostException e) {
      return new Check.Taken("The address " + options.bind() + " is not known; see --bind.");
    }
    HeldPorts held = new HeldPorts(bind, options);
    try {
      Map<Port, Integer> ports = new EnumMap<>(Port.class);
      for (Port port : Port.values()) {
        ports.put(port, held.hold(port, 0));
      }
      List<NodePorts> nodes = new ArrayList<>();
      nodes.add(first(ports));
      for (int i = 1; i < options.nodes(); i++) {
        int up = i * NodePorts.APART;
        nodes.add(
            new NodePorts(
                "node-" + (i + 1),
                held.hold(Port.NODE, up),
                held.hold(Port.SIGNALING, up),
                held.hold(Port.MEDIA, up)));
      }
      String host = options.publicHost() == null ? publicHost(bind) : options.publicHost();
      return new Check.Free(new Addresses(bind, host, ports, nodes));
    } catch (HeldPorts.TakenException e) {
      return new Check.Taken(e.sentence());
    } finally {
      held.release();
    }
  }

  private static NodePorts first(Map<Port, Integer> ports) {
    return new NodePorts(
        "node-1",
        ports.getOrDefault(Port.NODE, Port.NODE.usual()),
        ports.getOrDefault(Port.SIGNALING, Port.SIGNALING.usual()),
        ports.getOrDefault(Port.MEDIA, Port.MEDIA.usual()));
  }

  /** Where we listen on all addresses, other machines need one that they can reach. */
  private static String publicHost(InetAddress bind) {
    if (!bind.isAnyLocalAddress()) {
      return bind.getHostAddress();
    }
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .filter(java.net.Inet4Address.class::isInstance)
          .map(InetAddress::getHostAddress)
          .findFirst()
          .orElse(Options.USUAL_BIND);
    } catch (java.net.SocketException e) {
      return Options.USUAL_BIND;
    }
  }

  private static String literal(String host) {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }
}
