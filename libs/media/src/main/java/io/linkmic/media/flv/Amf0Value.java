package io.linkmic.media.flv;

import java.util.List;
import java.util.Map;

/** A value of AMF0 as far as script data uses it. */
public sealed interface Amf0Value {

  /** Marker 0. */
  record Num(double value) implements Amf0Value {}

  /** Marker 1. */
  record Bool(boolean value) implements Amf0Value {}

  /** Markers 2 and 12. */
  record Text(String value) implements Amf0Value {}

  /** Markers 3 and 8 (object and ECMA array); keeps the order. */
  record Obj(Map<String, Amf0Value> members) implements Amf0Value {}

  /** Marker 10. */
  record Array(List<Amf0Value> elements) implements Amf0Value {}

  /** Markers 5 and 6. */
  enum Nothing implements Amf0Value {
    NULL
  }
}
