package io.linkmic.socketio;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** WebSocket and HTTP by hand, for what no library would send. */
public final class RawSocket implements AutoCloseable {
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;
  public static final int END = -1;

  private final Socket socket;
  private final DataInputStream in;

  public record Frame(int opcode, String text) {}

  public RawSocket(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      // A test that waits longer than this waits for nothing.
      socket.setSoTimeout(15_000);
      in = new DataInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A WebSocket whose Engine.IO session is open; Socket.IO's CONNECT was not sent. */
  public static RawSocket webSocket(int port, String... headers) {
    RawSocket raw = new RawSocket(port);
    String head = raw.http(upgrade("/socket.io/?EIO=4&transport=websocket", headers));
    if (!head.startsWith("HTTP/1.1 101")) {
      throw new AssertionError(head);
    }
    return raw;
  }

  public static String upgrade(String target, String... headers) {
    return "GET "
        + target
        + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + String.join("", headers)
        + "\r\n";
  }

  /** Past Engine.IO's open and Socket.IO's connect. */
  public RawSocket connected() {
    expect("0");
    send("40");
    expect("40");
    return this;
  }

  public RawSocket send(String text) {
    frame(0x80 | TEXT, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** One masked frame; {@code first} is the byte with FIN, RSV and opcode. */
  public void frame(int first, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first);
    if (payload.length < 126) {
      out.write(0x80 | payload.length);
    } else if (payload.length < 65_536) {
      out.write(0x80 | 126);
      out.write(payload.length >> 8);
      out.write(payload.length);
    } else {
      out.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        out.write((int) ((long) payload.length >> shift));
      }
    }
    out.writeBytes(new byte[4]);
    out.writeBytes(payload);
    raw(out.toByteArray());
  }

  public void raw(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      // The other side has closed: the next read says so.
    }
  }

  /** Sends a request and reads the answer's head. */
  public String http(String request) {
    raw(request.getBytes(StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    try {
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return head.toString();
        }
        head.append((char) next);
      }
    } catch (IOException e) {
      head.append("reset");
    }
    return head.toString();
  }

  /** The rest until the other side closes. */
  public String rest() {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "reset";
    }
  }

  public Frame read() {
    try {
      int first = in.read();
      if (first < 0) {
        return new Frame(END, "");
      }
      int length = in.read() & 0x7F;
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = (int) in.readLong();
      }
      byte[] payload = in.readNBytes(length);
      return new Frame(first & 0x0F, new String(payload, StandardCharsets.UTF_8));
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("nothing came", e);
    } catch (IOException e) {
      return new Frame(END, "");
    }
  }

  /** The next text that begins so; heartbeats are answered and passed over. */
  public String expect(String prefix) {
    while (true) {
      Frame frame = read();
      if (frame.opcode() != TEXT) {
        throw new AssertionError("expected " + prefix + " and got " + frame);
      }
      if (frame.text().equals("2")) {
        send("3");
      } else if (frame.text().startsWith(prefix)) {
        return frame.text();
      } else {
        throw new AssertionError("expected " + prefix + " and got " + frame);
      }
    }
  }

  /** Reads until the other side closes; true when it did so without a text in between. */
  public boolean closedSilently() {
    while (true) {
      Frame frame = read();
      if (frame.opcode() == END || frame.opcode() == CLOSE) {
        return true;
      }
      if (frame.opcode() == TEXT && !frame.text().equals("2")) {
        return false;
      }
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
