package io.linkmic.standalone;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param demo whether sample hosts come along
 * @param bind the address every service listens on
 * @param publicHost what browsers and viewers are told, null for the bind address
 * @param ports every port; 0 picks a free one
 * @param nodes 1 for one in this JVM; more run as processes of their own
 */
record Options(
    boolean demo, String bind, @Nullable String publicHost, Map<Port, Integer> ports, int nodes) {

  /** Loopback: what is started with the development key must be out of strangers' reach. */
  static final String USUAL_BIND = "127.0.0.1";

  /** Each is a JVM of some hundred megabytes. */
  static final int MOST_NODES = 9;

  /** The outcome of reading a command line. */
  sealed interface Reading {
    record Understood(Options options) implements Reading {}

    /**
     * @param message one sentence for a person
     */
    record NotUnderstood(String message) implements Reading {}
  }

  Options {
    ports = Map.copyOf(ports);
  }

  int port(Port port) {
    return ports.getOrDefault(port, port.usual());
  }

  static Reading read(String... words) {
    if (words.length == 0 || !(words[0].equals("up") || words[0].equals("demo"))) {
      return new Reading.NotUnderstood("Say up or demo first; ./linkmic --help shows the rest.");
    }
    String bind = USUAL_BIND;
    String publicHost = null;
    Map<Port, Integer> ports = new EnumMap<>(Port.class);
    int nodes = 1;
    for (int i = 1; i < words.length; i += 2) {
      String option = words[i];
      if (i + 1 == words.length) {
        return new Reading.NotUnderstood(option + " needs a value.");
      }
      String value = words[i + 1];
      Port port = portOf(option);
      if (port != null) {
        int number = portNumber(value);
        if (number < 0) {
          return new Reading.NotUnderstood(option + " needs a number between 0 and 65535.");
        }
        ports.put(port, number);
      } else if (option.equals("--nodes")) {
        if (!value.matches("[1-" + MOST_NODES + "]")) {
          return new Reading.NotUnderstood("--nodes needs a number from 1 to " + MOST_NODES + ".");
        }
        nodes = Integer.parseInt(value);
      } else if (option.equals("--bind")) {
        bind = value;
      } else if (option.equals("--public-host")) {
        publicHost = value;
      } else {
        return new Reading.NotUnderstood(
            "There is no option " + option + "; ./linkmic --help shows them all.");
      }
    }
    return new Reading.Understood(
        new Options(words[0].equals("demo"), bind, publicHost, ports, nodes));
  }

  private static @Nullable Port portOf(String option) {
    for (Port port : Port.values()) {
      if (port.option().equals(option)) {
        return port;
      }
    }
    return null;
  }

  private static int portNumber(String text) {
    if (!text.matches("\\d{1,5}")) {
      return -1;
    }
    int number = Integer.parseInt(text);
    return number <= 65_535 ? number : -1;
  }
}
