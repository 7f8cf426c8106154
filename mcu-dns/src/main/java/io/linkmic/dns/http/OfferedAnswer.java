package io.linkmic.dns.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.linkmic.dns.select.Candidate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The answer that is given twenty thousand times a second, written as it goes over the wire: what
 * does not change was made before. {@link Pages#offered} is the same body for all other cases.
 */
final class OfferedAnswer {
  private static final byte[] KEEP = head("keep-alive");
  private static final byte[] CLOSE = head("close");
  // RFC 9110 §5.5: white space before a field's value means nothing, so the place is kept for it.
  private static final int LENGTH_DIGITS = 6;
  private static final byte[] BEGIN = ascii("{\"candidates\":[");
  private static final byte[] REASONS = ascii(",\"reasons\":[\"");
  private static final byte[] BETWEEN = ascii("\",\"");
  private static final byte[] LOAD = ascii("\",\"load ");
  private static final byte[] WORST = ascii(" %, worst ");
  private static final byte[] CLOSED = ascii("\"]}");
  private static final byte[] END = ascii("]}");
  private static final Map<Candidate.Cause, byte[]> CAUSES = new EnumMap<>(Candidate.Cause.class);

  static {
    for (Candidate.Cause cause : Candidate.Cause.values()) {
      CAUSES.put(cause, ascii(Pages.cause(cause)));
    }
  }

  private OfferedAnswer() {}

  private static byte[] head(String connection) {
    return ascii(
        String.join(
            "\r\n",
            "HTTP/1.1 200 OK",
            "content-type: application/json",
            "access-control-allow-origin: *",
            "access-control-expose-headers: Retry-After",
            "cache-control: no-store",
            "connection: " + connection,
            "content-length:"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  /** The caller owns the buffer. */
  static ByteBuf write(ByteBufAllocator memory, List<Candidate> candidates, boolean keepAlive) {
    // A card has some 250 bytes; three of them and the head fit without growing.
    ByteBuf out = memory.directBuffer(1536);
    out.writeBytes(keepAlive ? KEEP : CLOSE);
    int length = out.writerIndex();
    out.writeZero(LENGTH_DIGITS);
    out.writeByte('\r').writeByte('\n').writeByte('\r').writeByte('\n');
    int body = out.writerIndex();
    out.writeBytes(BEGIN);
    for (int i = 0; i < candidates.size(); i++) {
      if (i > 0) {
        out.writeByte(',');
      }
      candidate(out, candidates.get(i));
    }
    out.writeBytes(END);
    length(out, length, out.writerIndex() - body);
    return out;
  }

  private static void candidate(ByteBuf out, Candidate candidate) {
    out.writeBytes(candidate.row().card());
    score(out, candidate.score());
    out.writeBytes(REASONS);
    byte[] cause = CAUSES.get(candidate.cause());
    if (cause != null && cause.length > 0) {
      out.writeBytes(cause).writeBytes(BETWEEN);
    }
    out.writeCharSequence(Pages.place(candidate), US_ASCII);
    out.writeBytes(LOAD);
    number(out, Math.round(candidate.row().predicted() * 100));
    out.writeBytes(WORST);
    out.writeCharSequence(candidate.row().load().worst(), US_ASCII);
    out.writeBytes(CLOSED);
  }

  /** Three decimals, without zeros at the end. */
  private static void score(ByteBuf out, double score) {
    long thousandths = Math.round(score * 1000);
    number(out, thousandths / 1000);
    out.writeByte('.');
    int rest = (int) (thousandths % 1000);
    out.writeByte('0' + rest / 100);
    if (rest % 100 != 0) {
      out.writeByte('0' + rest / 10 % 10);
      if (rest % 10 != 0) {
        out.writeByte('0' + rest % 10);
      }
    }
  }

  private static void number(ByteBuf out, long number) {
    if (number >= 10) {
      number(out, number / 10);
    }
    out.writeByte((int) ('0' + number % 10));
  }

  private static void length(ByteBuf out, int at, int length) {
    int left = length;
    for (int i = LENGTH_DIGITS - 1; i >= 0; i--) {
      out.setByte(at + i, left > 0 ? '0' + left % 10 : ' ');
      left /= 10;
    }
  }
}
