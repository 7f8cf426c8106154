package io.linkmic.backend.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How an operator lays out a broadcast's program, in Chromium. */
class LayoutPanelIT extends OperatorConsole {
  @BeforeEach
  void reset() {
    stage.reset();
    stage.fleet.seat("ada", "Ada");
    stage.fleet.seat("bob", "Bob");
  }

  @Test
  void what_is_chosen_is_applied_and_the_rest_stays() throws Exception {
    Page page = open();
    assertThat(template(page, "auto")).isChecked();
    template(page, "picture-in-picture").check();
    page.getByLabel("Shown large").selectOption("Bob");
    page.getByLabel("Show names").check();
    page.getByLabel("Background").fill("#102030");
    page.getByLabel("Overlay text").fill("  <b>Evening</b> show ");
    page.getByLabel("Border, pixels").fill("4");
    page.getByLabel("Corners, pixels").fill("12");
    apply(page);
    assertThat(page.getByText("Applied.")).isVisible();

    JsonNode layout = stage.fleet.layout();
    assertThat(layout.path("template").asString()).isEqualTo("picture-in-picture");
    assertThat(layout.path("pinned").asString()).isEqualTo("bob");
    assertThat(layout.path("labels").asBoolean()).isTrue();
    assertThat(layout.path("background").path("colour").asString()).isEqualTo("#102030");
    assertThat(layout.path("watermark").path("text").path("text").asString())
        .isEqualTo("<b>Evening</b> show");
    assertThat(layout.path("border").path("width").asInt()).isEqualTo(4);
    assertThat(layout.path("border").path("radius").asInt()).isEqualTo(12);
    assertThat(layout.path("sequence").asLong()).isEqualTo(8);
    assertThat(layout.path("placeholder").path("colour").asString()).isEqualTo("#204060");
    assertThat(layout.path("crossFade").asString()).isEqualTo("PT0.3S");
    assertThat(stage.mcu.wrong()).isEmpty();

    page.getByLabel("Overlay text").fill("");
    apply(page);
    assertThat(template(page, "picture-in-picture")).isChecked();
    assertThat(page.getByText("Applied.")).isVisible();
    assertThat(stage.fleet.layout().path("watermark").isNull()).isTrue();
    shoot(page, "console-layout");
    page.context().close();
  }

  @Test
  void images_and_fades_are_chosen_and_taken_away() throws Exception {
    Page page = open();
    assertThat(page.getByLabel("Changes")).hasValue("PT0.3S");
    page.getByLabel("Image behind").fill("https://images.example/behind.png");
    page.getByLabel("Logo").fill("https://images.example/logo.png");
    page.getByLabel("Image while away").fill("https://images.example/away.png");
    page.getByLabel("Changes").selectOption("PT1S");
    shoot(page, "console-layout-images");
    apply(page);
    assertThat(page.getByText("Applied.")).isVisible();

    JsonNode layout = stage.fleet.layout();
    assertThat(layout.path("background").path("image").asString())
        .isEqualTo("https://images.example/behind.png");
    assertThat(layout.path("placeholder").path("image").asString())
        .isEqualTo("https://images.example/away.png");
    assertThat(layout.path("placeholder").path("colour").asString()).isEqualTo("#204060");
    assertThat(layout.path("watermark").path("image").path("url").asString())
        .isEqualTo("https://images.example/logo.png");
    assertThat(layout.path("crossFade").asString()).isEqualTo("PT1S");

    page.getByLabel("Logo").fill("");
    page.getByLabel("Image behind").fill("");
    apply(page);
    assertThat(page.getByText("Applied.")).isVisible();
    assertThat(page.getByLabel("Image behind")).hasValue("");
    assertThat(stage.fleet.layout().path("watermark").isNull()).isTrue();
    assertThat(stage.fleet.layout().path("background").path("image").isNull()).isTrue();
    assertThat(stage.mcu.wrong()).isEmpty();
    page.context().close();
  }

  @Test
  void a_stale_choice_is_told_and_what_there_is_now_is_shown() throws Exception {
    Page page = open();
    template(page, "grid").check();
    stage.fleet.template("stage");
    apply(page);

    assertThat(main(page)).containsText("Somebody else changed the layout meanwhile.");
    assertThat(template(page, "stage")).isChecked();
    assertThat(stage.fleet.layout().path("template").asString()).isEqualTo("stage");

    template(page, "grid").check();
    apply(page);
    assertThat(page.getByText("Applied.")).isVisible();
    assertThat(stage.fleet.layout().path("template").asString()).isEqualTo("grid");
    page.context().close();
  }

  @Test
  void what_somebody_is_choosing_is_left_alone_and_undone_on_demand() throws Exception {
    Page page = open();
    page.getByLabel("Overlay text").fill("half a ti");
    stage.fleet.template("grid");
    // Two looks of the panels beside: this one looked too.
    page.waitForResponse(answer -> answer.url().endsWith("/program"), () -> {});
    page.waitForResponse(answer -> answer.url().endsWith("/participants"), () -> {});
    assertThat(page.getByLabel("Overlay text")).hasValue("half a ti");

    page.getByRole(AriaRole.BUTTON, named("Undo")).click();
    assertThat(page.getByLabel("Overlay text")).hasValue("");
    assertThat(template(page, "grid")).isChecked();
    page.context().close();
  }

  @Test
  void a_refusal_is_told_and_the_choice_stays() throws Exception {
    Page page = open();
    stage.mcu.fail("PUT /v1/rooms/", 503);
    template(page, "grid").check();
    apply(page);
    assertThat(main(page).getByText("The peer refuses.")).isVisible();
    assertThat(template(page, "grid")).isChecked();

    stage.mcu.fail("", 0);
    apply(page);
    assertThat(page.getByText("Applied.")).isVisible();
    page.context().close();
  }

  private static Page open() throws Exception {
    Page page = chromium.page(1280, 800);
    page.context().setDefaultTimeout(20_000);
    page.navigate(stage.url("/#/broadcasts/" + stage.live("Laid out").id()));
    return page;
  }

  private static void apply(Page page) {
    page.getByRole(AriaRole.BUTTON, named("Apply")).click();
  }

  private static Locator template(Page page, String word) {
    return page.locator("input[name=template][value=" + word + "]");
  }

  private static Locator main(Page page) {
    return page.locator("main");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static void shoot(Page page, String name) {
    for (int width : new int[] {1280, 360}) {
      page.setViewportSize(width, 844);
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(Path.of("target", "screenshots", name + "-" + width + ".png")));
    }
  }
}
