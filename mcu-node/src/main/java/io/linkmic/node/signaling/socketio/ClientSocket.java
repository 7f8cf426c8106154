package io.linkmic.node.signaling.socketio;

import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.transport.NamespaceClient;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection, as far as we send to it. What it does not read is bounded: past the
 * bound figures are left out, and anything that matters ends the connection (its seat can be
 * resumed). Any thread.
 */
final class ClientSocket {
  /**
   * Packets that wait for the next poll; one poll takes 50, and they come at least once a second.
   */
  private static final int MAXIMUM_WAITING = 256;

  private final SocketIOClient client;
  private final ClientHead head;
  private volatile @Nullable Channel channel;

  ClientSocket(SocketIOClient client) {
    this.client = client;
    this.head = ((NamespaceClient) client).getBaseClient();
  }

  /** The WebSocket connection, once a packet came over it. */
  void carriedBy(Channel webSocket) {
    channel = webSocket;
  }

  void send(String event, Object body) {
    if (keepsUp()) {
      client.sendEvent(event, body);
    } else {
      close();
    }
  }

  /** For figures that the next ones replace. */
  void sendIfIdle(String event, Object body) {
    if (keepsUp()) {
      client.sendEvent(event, body);
    }
  }

  void answer(AckRequest ack, Answer answer) {
    if (!keepsUp()) {
      close();
    } else if (ack.isAckRequested()) {
      ack.sendAckData(answer);
    } else if (answer.error() != null) {
      // Nobody asked for an answer, but an error must not vanish.
      client.sendEvent("error", answer.error());
    }
  }

  private boolean keepsUp() {
    Transport transport = head.getCurrentTransport();
    return head.getPacketsQueue(transport).size() < MAXIMUM_WAITING
        && (transport == Transport.POLLING || head.isWritable());
  }

  /** Ends the connection the hard way: the client's library reconnects, and may resume. */
  void close() {
    Channel open = channel;
    if (open != null && open.isActive()) {
      var _ = open.close();
    } else {
      head.disconnect();
    }
  }
}
