package io.linkmic.rtc.sdp;

/** Writes a {@link SessionDescription} as RFC 8866 orders its lines. */
final class SdpWriter {
  private static final String EOL = "\r\n";

  private SdpWriter() {}

  static String write(SessionDescription description) {
    StringBuilder out = new StringBuilder(2048);
    out.append("v=0").append(EOL);
    out.append("o=").append(description.origin()).append(EOL);
    out.append("s=-").append(EOL);
    out.append("t=0 0").append(EOL);
    body(out, description);
    return out.toString();
  }

  /** RFC 8840 §9: attributes and m-lines only. */
  static String writeFragment(SessionDescription description) {
    StringBuilder out = new StringBuilder(512);
    body(out, description);
    return out.toString();
  }

  private static void body(StringBuilder out, SessionDescription description) {
    attributes(out, description.attributes());
    for (MediaDescription media : description.media()) {
      out.append("m=")
          .append(media.media())
          .append(' ')
          .append(media.port())
          .append(' ')
          .append(media.protocol());
      media.formats().forEach(format -> out.append(' ').append(format));
      out.append(EOL);
      if (!media.connection().isEmpty()) {
        out.append("c=").append(media.connection()).append(EOL);
      }
      attributes(out, media.attributes());
    }
  }

  private static void attributes(StringBuilder out, Attributes attributes) {
    attributes.list().forEach(attribute -> out.append("a=").append(attribute).append(EOL));
  }
}
