package io.linkmic.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports that are bound while all of them are looked at, so that none is counted twice. */
final class HeldPorts {
  private final InetAddress bind;
  private final Options options;
  private final List<AutoCloseable> sockets = new ArrayList<>();

  HeldPorts(InetAddress bind, Options options) {
    this.bind = bind;
    this.options = options;
  }

  /** A port that cannot be had; its sentence is for a person. */
  static final class TakenException extends Exception {
    private static final long serialVersionUID = 1L;

    TakenException(String sentence) {
      super(sentence);
    }

    String sentence() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * Binds the port that was asked for, or a free one for 0.
   *
   * @param above how far above that port, where it is not 0
   */
  int hold(Port port, int above) throws TakenException {
    int asked = options.port(port);
    int number = asked == 0 ? 0 : asked + above;
    try {
      return port.udp() ? holdUdp(number) : holdTcp(number);
    } catch (IOException e) {
      throw new TakenException(taken(port, number, e));
    } catch (IllegalArgumentException e) {
      throw new TakenException(
          "There is no port " + number + "; choose a lower one with " + port.option() + ".");
    }
  }

  private int holdUdp(int number) throws IOException {
    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(bind, number));
    sockets.add(socket);
    return socket.getLocalPort();
  }

  private int holdTcp(int number) throws IOException {
    ServerSocket socket = new ServerSocket();
    sockets.add(socket);
    // As Netty and Tomcat do it: a port whose last connections are in TIME_WAIT counts as free.
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(bind, number));
    return socket.getLocalPort();
  }

  private String taken(Port port, int number, IOException problem) {
    String which =
        (port.udp() ? "UDP port " : "Port ")
            + number
            + " on "
            + options.bind()
            + ", wanted for "
            + port.purpose();
    if (problem instanceof BindException
        && String.valueOf(problem.getMessage()).contains("in use")) {
      return which
          + ", is in use: stop the program that has it, or choose another port with "
          + port.option()
          + ".";
    }
    return which
        + ", cannot be opened ("
        + problem.getMessage()
        + "): see --bind and "
        + port.option()
        + ".";
  }

  void release() {
    for (AutoCloseable socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException("a bound socket closes", e);
      } catch (Exception e) {
        throw new IllegalStateException("a bound socket closes", e);
      }
    }
  }
}
