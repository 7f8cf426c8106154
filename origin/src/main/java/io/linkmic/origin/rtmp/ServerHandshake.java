package io.linkmic.origin.rtmp;

import io.netty.buffer.ByteBuf;
import java.util.Random;

/**
 * The server's side of the simple handshake, RTMP §5.2. C0 and C1 come in, S0, S1 and S2 go out, C2
 * comes in. A client that offers the digest handshake (bytes 4 to 7 of C1 not zero) falls back to
 * the simple one when S1 has zeros there.
 */
public final class ServerHandshake {
  private static final int VERSION = 3;
  private static final int LENGTH = 1536;

  private final Random random;
  private boolean answered;
  private boolean done;

  public ServerHandshake(Random random) {
    this.random = random;
  }

  /** C2 was read: from here on the connection speaks chunks. */
  public boolean done() {
    return done;
  }

  /**
   * Reads what can be read.
   *
   * @param in all bytes not yet read; only whole parts are taken
   * @param out where the answer is appended
   */
  public ReadOutcome read(ByteBuf in, ByteBuf out) {
    if (!answered) {
      if (in.isReadable() && in.getByte(in.readerIndex()) != VERSION) {
        return new ReadOutcome.Malformed("not RTMP");
      }
      if (in.readableBytes() < 1 + LENGTH) {
        return ReadOutcome.CONSUMED;
      }
      in.skipBytes(1);
      answer(in.readSlice(LENGTH), out);
      answered = true;
    }
    if (!done && in.readableBytes() >= LENGTH) {
      // C2 echoes S1. Deviation: not compared, because clients of the digest kind sign it instead.
      in.skipBytes(LENGTH);
      done = true;
    }
    return ReadOutcome.CONSUMED;
  }

  private void answer(ByteBuf c1, ByteBuf out) {
    byte[] filling = new byte[LENGTH - 8];
    random.nextBytes(filling);
    out.writeByte(VERSION).writeInt(0).writeInt(0).writeBytes(filling).writeBytes(c1);
  }
}
