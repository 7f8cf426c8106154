package io.linkmic.standalone.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.linkmic.browsertest.Chromium;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** {@code sender-tap.js}: what leaves a page's encoder, before it is cut into packets. */
final class SenderTap {
  private SenderTap() {}

  /** A host's page with the tap between encoder and packetizer. */
  static Page page(Chromium chromium) {
    // The tap's worker is no file of the page server.
    return chromium.page(new Browser.NewContextOptions().setBypassCSP(true), script());
  }

  private static String script() {
    try (InputStream script = SenderTap.class.getResourceAsStream("sender-tap.js")) {
      return new String(
          Objects.requireNonNull(script, "sender-tap.js").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
