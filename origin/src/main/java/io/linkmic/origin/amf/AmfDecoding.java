package io.linkmic.origin.amf;

import java.util.List;

/** What a payload turned out to be. */
public sealed interface AmfDecoding {

  /** All values of the payload, in order. */
  record Values(List<AmfValue> values) implements AmfDecoding {
    /** The value at {@code index}, or null's value past the end: peers leave trailing ones out. */
    public AmfValue at(int index) {
      return index < values.size() ? values.get(index) : AmfValue.nothing();
    }
  }

  /**
   * Not AMF0.
   *
   * @param reason a constant text
   * @param offset where in the payload it was noticed
   */
  record Malformed(String reason, int offset) implements AmfDecoding {}
}
