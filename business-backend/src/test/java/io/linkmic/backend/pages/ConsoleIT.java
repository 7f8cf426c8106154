package io.linkmic.backend.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator does with the console, in Chromium. */
class ConsoleIT extends OperatorConsole {
  private final List<String> errors = new ArrayList<>();
  private final List<String> strangers = new ArrayList<>();

  @BeforeEach
  void reset() {
    stage.reset();
  }

  @AfterEach
  void nothing_went_wrong_unseen() {
    assertThat(errors).as("errors in the browser's console").isEmpty();
    assertThat(strangers).as("requests to other hosts").isEmpty();
  }

  @Test
  void every_view_says_that_there_is_nothing() throws Exception {
    try (Stage empty = new Stage("linkmic.backend.own-machine-open=true")) {
      empty.fleet.noNodes();
      lookAtNothing(open(empty.url("/")));
    }
  }

  private static void lookAtNothing(Page page) {
    assertThat(main(page)).containsText("No broadcast here");
    for (var view :
        Map.of(
                "Rooms", "No room is configured",
                "Nodes", "No node has registered",
                "Blacklist", "Nothing is blacklisted",
                "Events", "Nothing has happened")
            .entrySet()) {
      page.getByRole(AriaRole.LINK, named(view.getKey())).click();
      assertThat(main(page)).containsText(view.getValue());
    }
    page.context().close();
  }

  @Test
  void a_broadcast_is_created_and_its_links_are_shown_once() throws Exception {
    Page page = open("/");
    button(page, "New broadcast").click();
    title(page).fill("Friday <i>evening</i>");
    page.getByLabel("Host id").fill("no id at all");
    button(page, "Create").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("hostId is 1–128 letters");
    errors.removeIf(error -> error.contains("422"));

    page.getByLabel("Host id").fill("ada");
    button(page, "Create").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("“Friday <i>evening</i>” is ready");
    assertThat(dialog.getByRole(AriaRole.BUTTON, inside("Copy Host page"))).isVisible();
    assertThat(dialog).not().containsText(".eyJ");
    dialog.getByRole(AriaRole.BUTTON, inside("Close")).click();

    assertThat(page.getByRole(AriaRole.HEADING, named("Friday <i>evening</i>"))).isVisible();
    assertThat(main(page)).containsText("Nobody is on air.");
    page.getByRole(AriaRole.LINK, named("← Broadcasts")).click();
    assertThat(page.getByRole(AriaRole.LINK, named("Friday <i>evening</i>"))).isVisible();
    page.context().close();
  }

  @Test
  void the_list_is_filtered_by_state() throws Exception {
    stage.end(stage.created("Filtered out"));
    stage.live("Filtered in");
    Page page = open("/");
    assertThat(page.getByText("Filtered out")).isVisible();
    button(page, "Live").click();
    assertThat(page.getByText("Filtered out")).hasCount(0);
    assertThat(page.getByText("Filtered in")).isVisible();
    page.context().close();
  }

  @Test
  void what_is_on_air_is_shown_with_its_figures_and_why() throws Exception {
    Page page = open("/#/broadcasts/" + stage.live("On").id());
    assertThat(main(page)).containsText("One host publishes H.264 and Opus.");
    assertThat(main(page)).containsText("1280 × 720");
    assertThat(main(page)).containsText("Retrying");
    assertThat(main(page)).containsText("7 frames dropped · 3 reconnects");
    assertThat(main(page)).containsText("Connection refused");
    page.context().close();
  }

  @Test
  void a_broadcast_that_is_not_there_is_told_of_once() throws Exception {
    Page page = open("/#/broadcasts/b-none");
    assertThat(page.getByRole(AriaRole.ALERT)).hasCount(1);
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("There is no such broadcast.");
    page.context().close();
    assertThat(errors).isNotEmpty().allMatch(error -> error.startsWith("404 "));
    errors.clear();
  }

  @Test
  void a_broadcast_ends_only_after_a_question() throws Exception {
    String id = stage.live("On").id();
    Page page = open("/#/broadcasts/" + id);
    button(page, "End broadcast").click();
    button(page, "Cancel").click();
    assertThat(page.locator(".view-head .badge")).hasText("Live");

    button(page, "End broadcast").click();
    page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, inside("End broadcast")).click();
    assertThat(page.locator(".view-head .badge")).hasText("Ended");
    assertThat(button(page, "End broadcast")).hasCount(0);
    page.context().close();
  }

  @Test
  void a_participant_is_muted_and_kicked() throws Exception {
    String id = stage.live("On").id();
    stage.fleet.seat("ada", "Ada");
    Page page = open("/#/broadcasts/" + id);
    button(page, "Mute Ada").click();
    page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, inside("Mute")).click();
    assertThat(button(page, "Unmute Ada")).isVisible();
    assertThat(stage.fleet.participant("ada", "audioMuted")).contains(true);

    button(page, "Kick Ada").click();
    page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, inside("Kick")).click();
    assertThat(main(page)).containsText("Nobody is in the room.");
    assertThat(stage.fleet.participant("ada", "name")).isEmpty();
    page.context().close();
  }

  @Test
  void an_invitation_is_a_link_to_copy() throws Exception {
    Page page = open("/#/broadcasts/" + stage.live("On").id());
    button(page, "Invite").click();
    page.getByRole(AriaRole.DIALOG).getByLabel("Name").fill("Bob");
    button(page, "Make the link").click();
    page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    button(page, "Copy Link").click();
    assertThat(page.getByText("Copied")).isVisible();
    assertThat(String.valueOf(page.evaluate("navigator.clipboard.readText()")))
        .contains("/host/", "#token=eyJ");
    page.context().close();
  }

  @Test
  void a_node_is_drained_and_resumed() throws Exception {
    Page page = open("/#/nodes");
    assertThat(page.locator("meter").first()).hasAttribute("aria-label", "CPU: 34 %");
    button(page, "Drain node-1").click();
    page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, inside("Drain")).click();
    assertThat(main(page)).containsText("Draining: takes no new rooms.");
    assertThat(stage.fleet.draining()).isTrue();
    button(page, "Resume node-1").click();
    page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, inside("Resume")).click();
    assertThat(button(page, "Drain node-1")).isVisible();
    assertThat(stage.fleet.draining()).isFalse();
    page.context().close();
  }

  @Test
  void a_node_that_went_without_a_good_bye_is_shown_as_gone() throws Exception {
    stage.fleet.silent("node-9");
    Page page = open("/#/nodes");
    Locator gone = page.locator("[data-node=node-9]");
    assertThat(gone).containsText("Gone");
    assertThat(gone).containsText("the last beat came at");
    assertThat(gone.getByRole(AriaRole.BUTTON)).hasCount(0);
    page.context().close();
  }

  @Test
  void a_room_tells_its_broadcast_and_its_node() throws Exception {
    Stage.Show show = stage.live("Evening");
    stage.fleet.room(show.roomId(), "node-1");
    stage.fleet.room("r-somebody-else", null);
    Page page = open("/#/rooms");
    Locator rooms = page.locator(".room-row");
    assertThat(rooms.first()).containsText("Evening");
    assertThat(rooms.first()).containsText("Running");
    assertThat(rooms.first()).containsText("on node-1");
    assertThat(rooms.first()).containsText("1280 × 720, 30 fps, 2.50 Mbit/s");
    assertThat(rooms.last()).containsText("Not running");
    assertThat(rooms.last()).containsText("on no node");
    page.context().close();
  }

  @Test
  void one_address_is_blacklisted_as_the_smallest_block() throws Exception {
    Page page = open("/#/blacklist");
    button(page, "Add an entry").click();
    page.getByLabel("Client network").fill("2001:db8::7");
    page.getByLabel("Reason").fill("abuse");
    page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, inside("Add")).click();
    assertThat(page.locator(".blacklist-row")).containsText("Clients of 2001:db8::7/128");
    page.context().close();
  }

  @Test
  void a_blacklist_entry_is_added_with_a_term_and_removed() throws Exception {
    Page page = open("/#/blacklist");
    button(page, "Add an entry").click();
    page.getByLabel("Reason").fill("loses packets");
    page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, inside("Add")).click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("a node, a network or a region");
    page.getByLabel("Client network").fill("192.0.2.0/24");
    page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, inside("Add")).click();
    assertThat(page.locator(".blacklist-row")).containsText("Clients of 192.0.2.0/24");
    assertThat(page.locator(".blacklist-row"))
        .containsText(Pattern.compile("until .*\\d\\d:\\d\\d"));

    button(page, "Remove Clients of 192.0.2.0/24").click();
    page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, inside("Remove")).click();
    assertThat(main(page)).containsText("Nothing is blacklisted");
    page.context().close();
  }

  @Test
  void events_appear_by_themselves_and_are_filtered() throws Exception {
    Page page = open("/#/events");
    assertThat(page.locator("#live")).hasText("Connected");
    stage.happens("room-seven", "stream.added", Map.of("participantId", "ada"));
    stage.happens("room-eight", "participant.joined", Map.of("name", "<script>"));
    assertThat(page.locator(".events li")).hasCount(2);
    assertThat(page.locator(".events li").first()).containsText("name <script>");
    page.getByRole(AriaRole.SEARCHBOX).fill("room-seven");
    assertThat(page.locator(".events li")).hasCount(1);
    assertThat(page.locator(".events li")).containsText("participantId ada");
    page.context().close();
  }

  @Test
  void an_event_refreshes_the_broadcast_it_is_about() throws Exception {
    Stage.Show show = stage.created("Soon");
    Page page = open("/#/broadcasts/" + show.id());
    assertThat(page.locator(".view-head .badge")).hasText("Not started");
    assertThat(main(page)).containsText("Nobody is on air.");
    assertThat(page.locator("#live")).hasText("Connected");
    stage.goLive(show);
    assertThat(page.locator(".view-head .badge")).hasText("Live");
    assertThat(page.locator(".history li").first()).containsText("Live");
    page.context().close();
  }

  @Test
  void views_say_that_mcu_api_is_away_and_recover() throws Exception {
    stage.mcu.fail("GET /v1/nodes", 503);
    Page page = open("/#/nodes");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("The peer refuses.");
    stage.mcu.fail("", 0);
    button(page, "Try now").click();
    assertThat(main(page)).containsText("node-1");

    stage.mcu.fail("GET /v1/nodes", 503);
    assertThat(page.locator(".stale")).containsText("Not up to date: The peer refuses.");
    assertThat(main(page)).containsText("node-1");
    stage.mcu.fail("", 0);
    assertThat(page.locator(".stale")).isHidden();
    assertThat(errors).isNotEmpty().allMatch(error -> error.contains("503"));
    errors.clear();
    page.context().close();
  }

  @Test
  void the_keyboard_is_enough() throws Exception {
    stage.created("One of them");
    Page page = open("/");
    assertThat(page.locator(".broadcast-row").first()).isVisible();
    page.keyboard().press("Tab");
    assertThat(page.locator("#skip")).isFocused();
    page.keyboard().press("Enter");
    page.keyboard().press("Tab");
    assertThat(button(page, "New broadcast")).isFocused();
    page.keyboard().press("Enter");
    assertThat(title(page)).isFocused();
    page.keyboard().press("Escape");
    assertThat(button(page, "New broadcast")).isFocused();
    page.context().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"broadcasts", "broadcast", "rooms", "nodes", "blacklist", "events"})
  void every_view_fits_a_phone_and_a_wide_window(String view) throws Exception {
    Stage.Show show = stage.live("A title as long as editors write them, of many, many words");
    stage.fleet.room(show.roomId(), "node-1");
    stage.fleet.seat("an-id-that-an-app-made-of-its-own-accounts", "Somebody with a long name");
    Page page = open(view.equals("broadcast") ? "/#/broadcasts/" + show.id() : "/#/" + view);
    assertThat(main(page).locator("h1")).isVisible();
    assertThat(main(page).locator(".loading")).hasCount(0);
    for (int width : new int[] {360, 390, 1280}) {
      page.setViewportSize(width, width > 1000 ? 800 : 844);
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of("target", "screenshots", "console-" + view + "-" + width + ".png")));
      assertThat(overflow(page)).as("%s at %d pixels scrolls sideways by", view, width).isZero();
    }
    page.context().close();
  }

  private static int overflow(Page page) {
    return ((Number)
            page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .intValue();
  }

  private Page open(String path) {
    Page page = chromium.page(1280, 800);
    page.onConsoleMessage(message -> {
      // Of answers that are no success browsers do not say which: those are noted below.
      if (message.type().equals("error") && !message.text().contains("Failed to load")) {
        errors.add(message.text());
      }
    });
    page.onResponse(answer -> {
      if (answer.status() >= 400) {
        errors.add(answer.status() + " " + answer.url());
      }
    });
    page.onPageError(errors::add);
    page.onRequest(request -> {
      if (!request.url().startsWith("http://127.0.0.1:")) {
        strangers.add(request.url());
      }
    });
    page.navigate(path.startsWith("http") ? path : stage.url(path));
    return page;
  }

  private static Locator main(Page page) {
    return page.locator("main");
  }

  /** Exactly: links are labelled with broadcasts' titles. */
  private static Locator title(Page page) {
    return page.getByLabel("Title", new Page.GetByLabelOptions().setExact(true));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, named(name));
  }

  private static GetByRoleOptions named(String name) {
    return new GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator.GetByRoleOptions inside(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }
}
