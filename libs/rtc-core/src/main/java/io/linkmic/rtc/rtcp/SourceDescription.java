package io.linkmic.rtc.rtcp;

import io.linkmic.rtc.bytes.ByteWriter;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * RFC 3550 §6.5: who is behind an SSRC. Only the CNAME is kept.
 *
 * <pre>
 * |V=2|P|    SC   |    PT=202     |            length             |
 * |                          SSRC of chunk                        |
 * |  CNAME = 1    |     length    |  text …                       |
 * |  … 0 to the end of the word                                   |
 * </pre>
 *
 * @param chunks at most 31
 */
public record SourceDescription(List<Chunk> chunks) implements RtcpPacket {
  private static final int ITEM_END = 0;
  private static final int ITEM_CNAME = 1;
  // The length of an item is one byte.
  private static final int MAX_TEXT = 255;

  /**
   * @param cname at most 255 bytes of UTF-8, empty if the chunk had none
   */
  public record Chunk(long ssrc, String cname) {}

  public SourceDescription {
    chunks = List.copyOf(chunks);
    if (chunks.size() > 31) {
      throw new IllegalArgumentException("more than 31 chunks");
    }
  }

  public static SourceDescription of(long ssrc, String cname) {
    return new SourceDescription(List.of(new Chunk(ssrc, cname)));
  }

  static Parsed<RtcpPacket> parse(int count, Bytes body) {
    var chunks = new ArrayList<Chunk>(count);
    int at = 0;
    for (int i = 0; i < count; i++) {
      if (at + 4 > body.length()) {
        return Parsed.malformed("rtcp: sdes chunk cut off", at);
      }
      long ssrc = body.u32(at);
      String cname = "";
      at += 4;
      while (at < body.length() && body.u8(at) != ITEM_END) {
        if (at + 2 > body.length() || at + 2 + body.u8(at + 1) > body.length()) {
          return Parsed.malformed("rtcp: sdes item cut off", at);
        }
        int size = body.u8(at + 1);
        if (body.u8(at) == ITEM_CNAME) {
          cname = new String(body.slice(at + 2, size).toArray(), StandardCharsets.UTF_8);
        }
        at += 2 + size;
      }
      // At least one zero ends the items, more of them fill the word.
      at = (at + 4) & ~3;
      chunks.add(new Chunk(ssrc, cname));
    }
    return Parsed.ok(new SourceDescription(chunks));
  }

  void write(ByteWriter out) {
    int start = RtcpWriter.begin(out, PacketType.SOURCE_DESCRIPTION, chunks.size());
    for (var chunk : chunks) {
      out.u32(chunk.ssrc);
      if (!chunk.cname.isEmpty()) {
        byte[] text = chunk.cname.getBytes(StandardCharsets.UTF_8);
        if (text.length > MAX_TEXT) {
          throw new IllegalArgumentException("cname longer than 255 bytes");
        }
        out.u8(ITEM_CNAME).u8(text.length).bytes(text);
      }
      out.zeros(4 - (out.length() - start) % 4);
    }
    RtcpWriter.end(out, start);
  }
}
