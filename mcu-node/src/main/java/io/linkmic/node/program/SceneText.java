package io.linkmic.node.program;

import io.linkmic.node.program.PictureMix.ShownRegion;

/**
 * The JSON inside the program's SEI messages, as docs/sei.md has it: compact, keys always in the
 * same order, no line breaks. One message each; pure.
 */
final class SceneText {
  private final StringBuilder out = new StringBuilder(256);
  private final int width;
  private final int height;
  private boolean first = true;

  /**
   * When the newest picture was made.
   *
   * @param unixMillis milliseconds since 1970
   * @param captured by its host's clock, at capture; else by the node's, at arrival
   */
  record Time(long unixMillis, boolean captured) {}

  /**
   * @param sequence of the layout
   * @param width of the canvas in pixels
   * @param height of the canvas in pixels
   */
  SceneText(Time time, long sequence, int width, int height) {
    this.width = width;
    this.height = height;
    out.append("{\"v\":1,\"t\":").append(time.unixMillis());
    out.append(",\"from\":\"").append(time.captured() ? "capture" : "arrival");
    out.append("\",\"seq\":").append(sequence);
    out.append(",\"canvas\":[").append(width).append(',').append(height);
    out.append("],\"regions\":[");
  }

  /**
   * A region with its host.
   *
   * @param level dBov, −127 to 0
   */
  void host(ShownRegion region, int slot, int level, boolean active) {
    begin();
    out.append("\"id\":");
    quoted(String.valueOf(region.participantId()));
    out.append(",\"slot\":").append(slot).append(',');
    place(region);
    out.append(",\"level\":").append(level).append(",\"active\":").append(active).append('}');
  }

  /** A region whose host is not there. */
  void empty(ShownRegion region) {
    begin();
    place(region);
    out.append('}');
  }

  String json() {
    return out + "]}";
  }

  private void begin() {
    out.append(first ? "{" : ",{");
    first = false;
  }

  private void place(ShownRegion region) {
    out.append("\"x\":");
    fraction(region.x(), width);
    out.append(",\"y\":");
    fraction(region.y(), height);
    out.append(",\"w\":");
    fraction(region.width(), width);
    out.append(",\"h\":");
    fraction(region.height(), height);
    out.append(",\"z\":").append(region.z());
  }

  /** Four digits, as few as say it. */
  private void fraction(int pixels, int of) {
    long tenThousandths = Math.round(10_000.0 * pixels / of);
    out.append(tenThousandths / 10_000);
    long rest = tenThousandths % 10_000;
    if (rest > 0) {
      out.append('.');
      for (long place = 1_000; rest > 0; place /= 10) {
        out.append(rest / place);
        rest %= place;
      }
    }
  }

  private void quoted(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
