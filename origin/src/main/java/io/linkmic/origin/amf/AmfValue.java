package io.linkmic.origin.amf;

import java.util.List;
import java.util.Map;

/** A value of AMF0. What no RTMP peer needs (references, XML, dates) is read as {@link Null}. */
public sealed interface AmfValue {

  /** Number marker: an IEEE 754 double. */
  record Num(double value) implements AmfValue {}

  /** Boolean marker. */
  record Bool(boolean value) implements AmfValue {}

  /** String or long string marker, UTF-8. */
  record Text(String value) implements AmfValue {}

  /** Object, typed object or ECMA array marker; the order of the members is kept. */
  record Obj(Map<String, AmfValue> members) implements AmfValue {}

  /** Strict array marker. */
  record Array(List<AmfValue> items) implements AmfValue {}

  /** Null or undefined marker. */
  record Null() implements AmfValue {}

  static AmfValue nothing() {
    return new Null();
  }

  static AmfValue of(double value) {
    return new Num(value);
  }

  static AmfValue of(String value) {
    return new Text(value);
  }

  /** The text, or an empty string where this is something else. */
  default String textOrEmpty() {
    return this instanceof Text text ? text.value : "";
  }

  /** The number, or {@code other} where this is something else. */
  default double numberOr(double other) {
    return this instanceof Num number ? number.value : other;
  }

  /** The member of that name, or null's value where there is none. */
  default AmfValue member(String name) {
    return this instanceof Obj obj ? obj.members.getOrDefault(name, nothing()) : nothing();
  }
}
