package io.linkmic.backend.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.linkmic.backend.testing.LinksPart;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How an operator links two broadcasts (PK), in Chromium. */
class LinksPanelIT extends OperatorConsole {
  @BeforeEach
  void reset() throws Exception {
    stage.reset();
    stage.endAll();
  }

  @Test
  void two_broadcasts_are_linked_watched_and_parted() throws Exception {
    Stage.Show one = stage.live("One");
    Stage.Show other = stage.live("The <b>other</b>");
    stage.created("Not started");
    Page page = open(one);
    Locator panel = panel(page);
    assertThat(panel).containsText("Linked with no other broadcast.");

    button(panel, "Link with…").click();
    assertThat(page.locator("dialog select[name=broadcastId] option"))
        .hasText(new String[] {"The <b>other</b> (Ada)"});
    button(page.locator("dialog"), "Link").click();
    assertThat(panel.getByText("Waiting", exact())).isVisible();
    assertThat(stage.links.links())
        .extracting(LinksPart.Link::one, LinksPart.Link::other)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(one.roomId(), other.roomId()));

    stage.links.state("retrying");
    stage.happens(one.roomId(), "link.created", Map.of("linkId", "ln-1"));
    assertThat(panel.getByText("Retrying", exact())).isVisible();
    assertThat(panel).containsText("The other node does not answer.");
    stage.links.state("live");
    stage.happens(one.roomId(), "link.created", Map.of("linkId", "ln-1"));
    assertThat(panel.getByText("Live", exact())).isVisible();
    assertThat(panel.locator("p.quiet")).hasText("Shown here: ada");
    assertThat(panel.locator("p.quiet")).hasAttribute("title", other.roomId() + ":ada");
    shoot(page);

    panel.getByRole(AriaRole.LINK).click();
    assertThat(page.locator("h1")).hasText("The <b>other</b>");
    assertThat(panel(page).getByRole(AriaRole.LINK)).hasText("One");
    button(panel(page), "End the link with One").click();
    button(page.locator("dialog"), "End link").click();
    assertThat(panel(page)).containsText("Linked with no other broadcast.");
    assertThat(stage.links.links()).isEmpty();
    assertThat(stage.mcu.wrong()).isEmpty();
    page.context().close();
  }

  @Test
  void a_refusal_is_told_and_the_choice_stays() throws Exception {
    Stage.Show one = stage.live("One");
    stage.live("Two");
    Page page = open(one);
    stage.mcu.fail("POST /v1/rooms/", 503);
    button(panel(page), "Link with…").click();
    button(page.locator("dialog"), "Link").click();
    assertThat(page.locator("dialog")).containsText("The peer refuses.");
    stage.mcu.fail("", 0);
    button(page.locator("dialog"), "Link").click();
    assertThat(panel(page).getByRole(AriaRole.LINK)).hasText("Two");
    page.context().close();
  }

  @Test
  void nobody_on_the_air_is_said() throws Exception {
    Stage.Show one = stage.live("One");
    Page page = open(one);
    button(panel(page), "Link with…").click();
    assertThat(page.locator("dialog")).containsText("No other broadcast is on the air.");
    page.context().close();
  }

  private static Page open(Stage.Show show) {
    Page page = chromium.page(1280, 800);
    page.context().setDefaultTimeout(20_000);
    page.navigate(stage.url("/#/broadcasts/" + show.id()));
    return page;
  }

  private static Locator panel(Page page) {
    return page.locator("section.panel")
        .filter(new Locator.FilterOptions().setHas(page.getByText("Link (PK)")));
  }

  private static Locator button(Locator within, String name) {
    return within.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator.GetByTextOptions exact() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private static void shoot(Page page) {
    for (int width : new int[] {1280, 360}) {
      page.setViewportSize(width, 844);
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(Path.of("target", "screenshots", "console-links-" + width + ".png")));
    }
    page.setViewportSize(1280, 800);
  }
}
