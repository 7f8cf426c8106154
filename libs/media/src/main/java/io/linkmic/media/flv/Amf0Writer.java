package io.linkmic.media.flv;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes what {@link Amf0Reader} reads. Objects become ECMA arrays, as onMetaData wants them. */
public final class Amf0Writer {

  private static final int LONG_TEXT = 0xffff;

  private final DataOutputStream out;

  private Amf0Writer(DataOutputStream out) {
    this.out = out;
  }

  /** The values' bytes one after the other; the caller owns the buffer. */
  public static ByteBuffer write(List<Amf0Value> values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Amf0Writer writer = new Amf0Writer(new DataOutputStream(bytes));
      for (Amf0Value value : values) {
        writer.value(value);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  private void value(Amf0Value value) throws IOException {
    switch (value) {
      case Amf0Value.Num num -> {
        out.writeByte(0);
        out.writeDouble(num.value());
      }
      case Amf0Value.Bool bool -> {
        out.writeByte(1);
        out.writeBoolean(bool.value());
      }
      case Amf0Value.Text text -> text(text.value());
      case Amf0Value.Obj object -> {
        out.writeByte(8);
        out.writeInt(object.members().size());
        for (var member : object.members().entrySet()) {
          byte[] name = member.getKey().getBytes(StandardCharsets.UTF_8);
          out.writeShort(name.length);
          out.write(name);
          value(member.getValue());
        }
        out.writeShort(0);
        out.writeByte(9);
      }
      case Amf0Value.Array array -> {
        out.writeByte(10);
        out.writeInt(array.elements().size());
        for (Amf0Value element : array.elements()) {
          value(element);
        }
      }
      case Amf0Value.Nothing nothing -> out.writeByte(5);
    }
  }

  private void text(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONG_TEXT) {
      out.writeByte(12);
      out.writeInt(bytes.length);
    } else {
      out.writeByte(2);
      out.writeShort(bytes.length);
    }
    out.write(bytes);
  }
}
