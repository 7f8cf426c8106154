package io.linkmic.origin.amf;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes AMF0 values; the counterpart of {@link Amf0Reader}. */
public final class Amf0Writer {
  /** A short string's length has 16 bits. */
  private static final int MAX_SHORT = 0xFFFF;

  private Amf0Writer() {}

  /** Appends {@code values} to {@code out}. */
  public static void write(ByteBuf out, AmfValue... values) {
    for (AmfValue value : values) {
      one(out, value);
    }
  }

  private static void one(ByteBuf out, AmfValue value) {
    switch (value) {
      case AmfValue.Num number -> out.writeByte(AmfMarker.NUMBER).writeDouble(number.value());
      case AmfValue.Bool bool -> out.writeByte(AmfMarker.BOOLEAN).writeBoolean(bool.value());
      case AmfValue.Text text -> text(out, text.value());
      case AmfValue.Null nothing -> out.writeByte(AmfMarker.NULL);
      case AmfValue.Obj obj -> {
        out.writeByte(AmfMarker.OBJECT);
        for (Map.Entry<String, AmfValue> member : obj.members().entrySet()) {
          byte[] name = member.getKey().getBytes(StandardCharsets.UTF_8);
          out.writeShort(name.length).writeBytes(name);
          one(out, member.getValue());
        }
        out.writeMedium(AmfMarker.END);
      }
      case AmfValue.Array array -> {
        out.writeByte(AmfMarker.STRICT_ARRAY).writeInt(array.items().size());
        array.items().forEach(item -> one(out, item));
      }
    }
  }

  private static void text(ByteBuf out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_SHORT) {
      out.writeByte(AmfMarker.LONG_STRING).writeInt(bytes.length);
    } else {
      out.writeByte(AmfMarker.STRING).writeShort(bytes.length);
    }
    out.writeBytes(bytes);
  }
}
