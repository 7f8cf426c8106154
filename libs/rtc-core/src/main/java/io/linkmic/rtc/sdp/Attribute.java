package io.linkmic.rtc.sdp;

/**
 * One {@code a=} line (RFC 8866 §5.13).
 *
 * @param value what follows the colon, empty for a flag such as {@code a=rtcp-mux}
 */
record Attribute(String name, String value) {

  static Attribute flag(String name) {
    return new Attribute(name, "");
  }

  static Attribute of(String line) {
    int colon = line.indexOf(':');
    return colon < 0
        ? flag(line)
        : new Attribute(line.substring(0, colon), line.substring(colon + 1));
  }

  @Override
  public String toString() {
    return value.isEmpty() ? name : name + ":" + value;
  }
}
