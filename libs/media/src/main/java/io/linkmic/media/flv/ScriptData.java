package io.linkmic.media.flv;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Body of a script tag (annex E.4.4): a name and one value.
 *
 * @param name {@code onMetaData} in practice
 * @param members of the object behind it
 */
public record ScriptData(String name, Map<String, Amf0Value> members) {

  public static final String ON_META_DATA = "onMetaData";

  /** Empty if the body is no AMF0 or has another shape. RTMP's {@code @setDataFrame} is skipped. */
  public static Optional<ScriptData> read(ByteBuffer body) {
    List<Amf0Value> values = Amf0Reader.read(body).orElse(List.of());
    int at = !values.isEmpty() && values.get(0).equals(new Amf0Value.Text("@setDataFrame")) ? 1 : 0;
    if (values.size() > at + 1
        && values.get(at) instanceof Amf0Value.Text(String name)
        && values.get(at + 1) instanceof Amf0Value.Obj(Map<String, Amf0Value> members)) {
      return Optional.of(new ScriptData(name, members));
    }
    return Optional.empty();
  }

  /** A member that is a number. */
  public Optional<Double> number(String member) {
    return members.get(member) instanceof Amf0Value.Num(double value)
        ? Optional.of(value)
        : Optional.empty();
  }

  /** The body's bytes; the caller owns the buffer. */
  public ByteBuffer toBytes() {
    return Amf0Writer.write(List.of(new Amf0Value.Text(name), new Amf0Value.Obj(members)));
  }

  /** As a tag. */
  public FlvTag at(long timestampMillis) {
    return new FlvTag(FlvTag.Type.SCRIPT, timestampMillis, toBytes());
  }
}
