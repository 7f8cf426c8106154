package io.linkmic.socketio;

import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.transport.NamespaceClient;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: what we send to it, and how far it has come. What it does not read is
 * bounded: past the bound figures are left out, and anything that matters ends the connection. Any
 * thread.
 */
public final class GuardedSocket {
  /**
   * Packets that wait for the next poll; one poll takes 50, and they come at least once a second.
   */
  private static final int MAXIMUM_WAITING = 256;

  final TokenBucket requests;
  private final SocketIOClient client;
  private final ClientHead head;
  private final DoorLoop loop;
  private final Duration joinTimeout;
  private final Consumer<Refusal> refusals;
  private volatile @Nullable Visitor visitor;
  private volatile @Nullable Channel channel;
  private volatile boolean connected;
  private volatile boolean admitted;

  GuardedSocket(
      SocketIOClient client,
      TokenBucket requests,
      DoorLoop loop,
      Duration joinTimeout,
      Consumer<Refusal> refusals) {
    this.client = client;
    this.head = ((NamespaceClient) client).getBaseClient();
    this.requests = requests;
    this.loop = loop;
    this.joinTimeout = joinTimeout;
    this.refusals = refusals;
  }

  /** Who came; null before the door has looked. */
  @Nullable Visitor visitor() {
    return visitor;
  }

  void received(Visitor newVisitor) {
    visitor = newVisitor;
  }

  /** The WebSocket connection, once a packet came over it. */
  void carriedBy(Channel webSocket) {
    channel = webSocket;
  }

  /** Whether it sent the Socket.IO CONNECT packet; no event counts before. */
  boolean connected() {
    return connected;
  }

  void markConnected() {
    connected = true;
  }

  /** Whether it may stay: the only sockets that outlive the join timeout. */
  public boolean admitted() {
    return admitted;
  }

  /** The door knows who this is. */
  public void admit() {
    admitted = true;
  }

  /** It is a stranger, as at first: the door admits it in time, or it is shown out. */
  public void mustJoin() {
    admitted = false;
    loop.after(joinTimeout, this::showOutStranger);
  }

  private void showOutStranger() {
    if (admitted) {
      return;
    }
    if (head.isConnected()) {
      refusals.accept(Refusal.NOT_ADMITTED);
    }
    close();
  }

  public void send(String event, Object body) {
    if (keepsUp()) {
      client.sendEvent(event, body);
    } else {
      cutOff();
    }
  }

  /** For figures that the next ones replace. */
  public void sendIfIdle(String event, Object body) {
    if (keepsUp()) {
      client.sendEvent(event, body);
    }
  }

  void answer(AckRequest ack, Answer answer) {
    if (!keepsUp()) {
      cutOff();
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

  private void cutOff() {
    refusals.accept(Refusal.SLOW_READER);
    close();
  }

  /** Ends the connection the hard way: the client's library reconnects. */
  public void close() {
    Channel open = channel;
    if (open != null && open.isActive()) {
      var _ = open.close();
    } else {
      head.disconnect();
    }
  }
}
