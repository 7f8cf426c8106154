package io.linkmic.browsertest;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The system's Chromium with a fake camera, driven by Playwright. */
public final class Chromium implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--use-fake-device-for-media-stream",
          "--use-fake-ui-for-media-stream",
          "--autoplay-policy=no-user-gesture-required");

  /** Browser, encoder and all services share a busy machine's few cores. */
  private static final int PATIENCE_MILLIS = 60_000;

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Path program) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setHeadless(true)
                    .setArgs(FLAGS));
  }

  /** Skips the test loudly where there is no Chromium, and fails it on CI. */
  public static Chromium launch() {
    Optional<Path> program = find();
    if (program.isEmpty()) {
      String message =
          "No Chromium was found, so the browser tests cannot run: install it (for example apt-get"
              + " install chromium) or set CHROMIUM to its path.";
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        throw new AssertionError(message);
      }
      System.err.println("SKIPPED: " + message);
      Assumptions.abort(message);
    }
    return new Chromium(program.orElseThrow());
  }

  /** A page of its own browser context, as another person's browser would be. */
  public Page page(int width, int height) {
    return page(new Browser.NewContextOptions().setViewportSize(width, height), "");
  }

  /**
   * Such a page, prepared.
   *
   * @param options changed here: zone UTC, camera and microphone allowed
   * @param script runs before the page's own; empty for none
   */
  public Page page(Browser.NewContextOptions options, String script) {
    BrowserContext context =
        browser.newContext(
            options.setTimezoneId("UTC").setPermissions(List.of("camera", "microphone")));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    if (!script.isEmpty()) {
      context.addInitScript(script);
    }
    return context.newPage();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  private static Optional<Path> find() {
    String configured = System.getenv("CHROMIUM");
    return Stream.concat(
            Stream.ofNullable(configured),
            Stream.of(
                "/usr/bin/chromium",
                "/usr/bin/chromium-browser",
                "/usr/bin/google-chrome",
                "/usr/bin/google-chrome-stable"))
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }
}
