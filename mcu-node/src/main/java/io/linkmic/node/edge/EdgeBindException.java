package io.linkmic.node.edge;

import java.net.InetSocketAddress;

/** The media port could not be opened: a local fault with a sentence for the operator. */
public final class EdgeBindException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EdgeBindException(InetSocketAddress address, Throwable cause) {
    super(
        "The media port "
            + address.getHostString()
            + ":"
            + address.getPort()
            + "/udp cannot be opened: "
            + cause.getMessage()
            + ". Is another node running? Set linkmic.node.udp-port to a free port.",
        cause);
  }
}
