package io.linkmic.standalone.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * In front of a node's media port, on the same port of another loopback address: what the node
 * sends is lost now and then, what it gets is not.
 */
final class LossyPath implements AutoCloseable {
  private final DatagramSocket front;
  private final InetSocketAddress node;
  private final Map<SocketAddress, DatagramSocket> backs = new ConcurrentHashMap<>();
  private final Random random;
  private volatile int lostPercent;
  private final AtomicInteger passed = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();

  private LossyPath(String address, int port, long seed) throws IOException {
    this.front = new DatagramSocket(port, InetAddress.getByName(address));
    this.node = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.random = new Random(seed);
    Thread.ofPlatform().daemon().name("lossy-in").start(this::in);
  }

  /**
   * Opens it.
   *
   * @param address another one than the node's
   */
  static LossyPath open(String address, int port, long seed) {
    try {
      return new LossyPath(address, port, seed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void lose(int percent) {
    lostPercent = percent;
  }

  int lost() {
    return lost.get();
  }

  /** Of what the node sent. */
  String told() {
    return lost.get() + " of " + (lost.get() + passed.get());
  }

  private void in() {
    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
    try {
      while (true) {
        packet.setLength(2048);
        front.receive(packet);
        SocketAddress client = packet.getSocketAddress();
        DatagramSocket back = backs.get(client);
        if (back == null) {
          back = new DatagramSocket(0, front.getLocalAddress());
          backs.put(client, back);
          DatagramSocket opened = back;
          Thread.ofPlatform().daemon().name("lossy-out").start(() -> out(opened, client));
        }
        back.send(new DatagramPacket(packet.getData(), packet.getLength(), node));
      }
    } catch (IOException closed) {
      backs.values().forEach(DatagramSocket::close);
    }
  }

  private void out(DatagramSocket back, SocketAddress client) {
    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
    try {
      while (true) {
        packet.setLength(2048);
        back.receive(packet);
        if (isLost()) {
          lost.incrementAndGet();
        } else {
          passed.incrementAndGet();
          front.send(new DatagramPacket(packet.getData(), packet.getLength(), client));
        }
      }
    } catch (IOException closed) {
      back.close();
    }
  }

  private synchronized boolean isLost() {
    return random.nextInt(100) < lostPercent;
  }

  @Override
  public void close() {
    front.close();
  }
}
