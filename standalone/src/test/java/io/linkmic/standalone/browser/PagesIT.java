package io.linkmic.standalone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.linkmic.standalone.Port;
import io.linkmic.standalone.RunningLinkMic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages look like and say, without a stream. */
class PagesIT {
  private static Chromium chromium;
  private static RunningLinkMic linkMic;

  @BeforeAll
  static void start() {
    chromium = Chromium.launch();
    linkMic = RunningLinkMic.start();
  }

  @AfterAll
  static void stop() {
    if (linkMic != null) {
      linkMic.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host/narrow-room", "watch/narrow-room", "host/no%20room"})
  void pages_fit_a_narrow_phone_and_a_wide_window(String path) {
    for (int width : new int[] {360, 1280}) {
      Page page = open(path, width);
      page.waitForLoadState();
      Object overflow =
          page.evaluate(
              "document.documentElement.scrollWidth - document.documentElement.clientWidth");
      String name = path.isEmpty() ? "start" : path.replaceAll("\\W", "-");
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(Path.of("target", "screenshots", name + "-" + width + ".png")));
      assertThat(overflow).as("%s at %d pixels scrolls sideways by", path, width).isEqualTo(0);
      page.context().close();
    }
  }

  @Test
  void pages_ask_no_other_host_and_log_no_error() {
    List<String> strangers = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    for (String path : List.of("", "host/own-room", "watch/own-room")) {
      Page page = chromium.page(1280, 800);
      page.onRequest(request -> {
        if (!request.url().matches("(http|ws)://127\\.0\\.0\\.1:.*|data:.*|blob:.*")) {
          strangers.add(request.url());
        }
      });
      page.onPageError(errors::add);
      page.navigate(linkMic.url("http", Port.PAGES) + "/" + path);
      page.waitForLoadState();
      page.context().close();
    }
    assertThat(strangers).isEmpty();
    assertThat(errors).isEmpty();
  }

  @Test
  void start_page_leads_to_a_new_room() {
    Page page = open("", 1280);
    page.getByLabel("Room id").fill("my-new-room");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create and host")).click();
    page.waitForURL("**/host/my-new-room");
    assertThat(page.locator("#state")).hasText("Not live");
    page.context().close();
  }

  @Test
  void start_page_refuses_an_id_that_is_no_room() {
    Page page = open("", 1280);
    page.getByLabel("Room id").fill("my new room");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create and host")).click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("letters, digits");
    page.context().close();
  }

  @Test
  void watch_page_waits_for_a_host_and_says_so() {
    Page page = open("watch/empty-room", 1280);
    assertThat(page.locator("#cover-title")).hasText("Waiting for the host");
    assertThat(page.locator("#state")).hasText("Waiting");
    page.context().close();
  }

  @Test
  void host_page_says_what_is_wrong_with_a_token() {
    Page page = open("host/token-room#token=not-a-token", 1280);
    page.locator("#live").click();
    assertThat(page.locator("#state")).hasText("Failed");
    assertThat(page.locator("#error")).containsText("token");
    page.context().close();
  }

  private static Page open(String path, int width) {
    Page page = chromium.page(width, 800);
    page.navigate(linkMic.url("http", Port.PAGES) + "/" + path);
    return page;
  }
}
