package io.linkmic.standalone;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
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
 */
record Addresses(InetAddress bind, String publicHost, Map<Port, Integer> ports) {

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
    return scheme + "://" + literal(publicHost) + ":" + port(port);
  }

  /** For calls between the services of this JVM; the wildcard address is no destination. */
  String innerUrl(String scheme, Port port) {
    String host = bind.isAnyLocalAddress() ? "127.0.0.1" : bind.getHostAddress();
    return scheme + "://" + literal(host) + ":" + port(port);
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
    Map<Port, Integer> ports = new EnumMap<>(Port.class);
    List<AutoCloseable> held = new ArrayList<>();
    try {
      for (Port port : Port.values()) {
        try {
          ports.put(port, hold(bind, port, options.port(port), held));
        } catch (IOException e) {
          return new Check.Taken(taken(options, port, e));
        }
      }
    } finally {
      held.forEach(Addresses::release);
    }
    String host = options.publicHost() == null ? publicHost(bind) : options.publicHost();
    return new Check.Free(new Addresses(bind, host, ports));
  }

  private static int hold(InetAddress bind, Port port, int number, List<AutoCloseable> held)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(bind, number);
    if (port.udp()) {
      DatagramSocket socket = new DatagramSocket(address);
      held.add(socket);
      return socket.getLocalPort();
    }
    ServerSocket socket = new ServerSocket();
    held.add(socket);
    // As Netty and Tomcat do it: a port whose last connections are in TIME_WAIT counts as free.
    socket.setReuseAddress(true);
    socket.bind(address);
    return socket.getLocalPort();
  }

  private static String taken(Options options, Port port, IOException problem) {
    int number = options.port(port);
    String kind = port.udp() ? "UDP port " : "Port ";
    if (problem instanceof java.net.BindException
        && String.valueOf(problem.getMessage()).contains("in use")) {
      return kind
          + number
          + " on "
          + options.bind()
          + ", wanted for "
          + port.purpose()
          + ", is in use: stop the program that has it, or choose another port with "
          + port.option()
          + ".";
    }
    return kind
        + number
        + " on "
        + options.bind()
        + ", wanted for "
        + port.purpose()
        + ", cannot be opened ("
        + problem.getMessage()
        + "): see --bind and "
        + port.option()
        + ".";
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

  private static void release(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException("a bound socket closes", e);
    }
  }
}
