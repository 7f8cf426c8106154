package io.linkmic.dns.http;

/** Writes JSON (RFC 8259) piece by piece: a selection is answered with one allocation. */
final class JsonText {
  private final StringBuilder out = new StringBuilder(1024);
  private boolean first = true;

  JsonText open(char bracket) {
    comma();
    out.append(bracket);
    first = true;
    return this;
  }

  JsonText close(char bracket) {
    out.append(bracket);
    first = false;
    return this;
  }

  JsonText name(String name) {
    comma();
    text(name);
    out.append(':');
    first = true;
    return this;
  }

  JsonText value(String text) {
    comma();
    text(text);
    return this;
  }

  JsonText value(long number) {
    comma();
    out.append(number);
    return this;
  }

  /** With three decimals at most. */
  JsonText value(double number) {
    comma();
    out.append(Math.round(number * 1000) / 1000.0);
    return this;
  }

  JsonText value(boolean truth) {
    comma();
    out.append(truth);
    return this;
  }

  private void comma() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7F) {
        out.append("\\u00")
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
