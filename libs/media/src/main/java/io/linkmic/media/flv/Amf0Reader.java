package io.linkmic.media.flv;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads AMF0 values out of a stranger's script data. */
public final class Amf0Reader {

  /** onMetaData nests twice (keyframes → arrays); a stranger may not exhaust the stack. */
  private static final int MAX_DEPTH = 8;

  /** The longest key-frame index of a real file has some ten thousand entries. */
  private static final int MAX_VALUES = 65_536;

  private static final int OBJECT_END = 9;

  private final ByteBuffer in;
  private int values;

  private Amf0Reader(ByteBuffer in) {
    this.in = in;
  }

  /** All values in order; empty if the bytes are no AMF0. The buffer's position stays. */
  public static Optional<List<Amf0Value>> read(ByteBuffer data) {
    Amf0Reader reader = new Amf0Reader(data.slice());
    List<Amf0Value> all = new ArrayList<>();
    try {
      while (reader.in.hasRemaining()) {
        Optional<Amf0Value> value = reader.value(0);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        all.add(value.get());
      }
      return Optional.of(all);
    } catch (BufferUnderflowException e) {
      return Optional.empty(); // ended in the middle of a value
    }
  }

  private Optional<Amf0Value> value(int depth) {
    if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
      return Optional.empty();
    }
    return switch (in.get()) {
      case 0 -> Optional.of(new Amf0Value.Num(in.getDouble()));
      case 1 -> Optional.of(new Amf0Value.Bool(in.get() != 0));
      case 2 -> Optional.of(new Amf0Value.Text(text(in.getShort() & 0xffff)));
      case 3 -> members(depth);
      case 5, 6 -> Optional.of(Amf0Value.Nothing.NULL);
      case 8 -> {
        in.getInt(); // a hint of the number of members; the end marker counts
        yield members(depth);
      }
      case 10 -> elements(depth);
      case 11 -> {
        double millis = in.getDouble();
        in.getShort(); // time zone, always 0
        yield Optional.of(new Amf0Value.Num(millis));
      }
      case 12 -> Optional.of(new Amf0Value.Text(text(in.getInt())));
      default -> Optional.empty();
    };
  }

  private String text(int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Optional<Amf0Value> members(int depth) {
    Map<String, Amf0Value> members = new LinkedHashMap<>();
    while (in.hasRemaining()) {
      String name = text(in.getShort() & 0xffff);
      if (name.isEmpty() && in.hasRemaining() && in.get(in.position()) == OBJECT_END) {
        in.get();
        return Optional.of(new Amf0Value.Obj(members));
      }
      Optional<Amf0Value> value = value(depth + 1);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      members.put(name, value.get());
    }
    // Some encoders leave out the end marker of the last object.
    return Optional.of(new Amf0Value.Obj(members));
  }

  private Optional<Amf0Value> elements(int depth) {
    int count = in.getInt();
    List<Amf0Value> elements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Optional<Amf0Value> value = value(depth + 1);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      elements.add(value.get());
    }
    return Optional.of(new Amf0Value.Array(elements));
  }
}
