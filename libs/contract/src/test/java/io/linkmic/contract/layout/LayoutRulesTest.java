package io.linkmic.contract.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkmic.contract.address.HttpUrlRules;
import io.linkmic.contract.layout.LayoutRequest.BorderWish;
import io.linkmic.contract.layout.LayoutRequest.FillWish;
import io.linkmic.contract.layout.LayoutRequest.ImageWish;
import io.linkmic.contract.layout.LayoutRequest.RegionWish;
import io.linkmic.contract.layout.LayoutRequest.TextWish;
import io.linkmic.contract.layout.LayoutRequest.WatermarkWish;
import io.linkmic.contract.request.FieldProblem;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LayoutRulesTest {
  private static final String LOGO = "https://images.example.com/logo.png";

  private final List<String> resolved = new ArrayList<>();
  private final LayoutRules rules =
      new LayoutRules(
          new HttpUrlRules(
              "linkmic.layout.allow-private-addresses",
              false,
              HttpUrlRules.USUAL_PORTS,
              host -> {
                resolved.add(host);
                return List.of(
                    InetAddress.getByAddress(
                        host.startsWith("inside")
                            ? new byte[] {10, 0, 0, 1}
                            : new byte[] {8, 8, 8, 8}));
              }));

  private static LayoutRequest request(
      @Nullable String template,
      @Nullable List<RegionWish> regions,
      @Nullable FillWish background,
      @Nullable Long sequence) {
    return new LayoutRequest(
        template, regions, background, null, null, null, null, null, null, sequence);
  }

  private static RegionWish slot(int slot, double x, double y, double width, double height) {
    return new RegionWish(null, slot, x, y, width, height, null, null, null);
  }

  private Layout accepted(LayoutRequest request, Layout before) {
    return ((LayoutVerdict.Accepted) rules.check(request, before)).layout();
  }

  private List<String> wrongFields(LayoutRequest request) {
    return ((LayoutVerdict.Refused) rules.check(request, Layout.DEFAULT))
        .problems().stream().map(FieldProblem::field).toList();
  }

  @Test
  void an_empty_request_is_the_default_with_the_next_sequence() {
    Layout before = Layout.valueOf("stage").withSequence(41);
    assertThat(accepted(request(null, null, null, null), before))
        .isEqualTo(Layout.DEFAULT.withSequence(42));
  }

  @Test
  void a_sequence_that_is_not_higher_is_stale_whatever_else_is_wrong() {
    Layout before = Layout.DEFAULT.withSequence(7);
    assertThat(rules.check(request("pile", null, null, 7L), before))
        .isEqualTo(new LayoutVerdict.Stale(7));
    assertThat(rules.check(request(null, null, null, 0L), before))
        .isEqualTo(new LayoutVerdict.Stale(7));
    assertThat(accepted(request(null, null, null, 8L), before).sequence()).isEqualTo(8);
    assertThat(accepted(request(null, null, null, 1_000_000L), before).sequence())
        .isEqualTo(1_000_000);
  }

  @Test
  void after_the_largest_sequence_comes_none() {
    Layout last = Layout.DEFAULT.withSequence(LayoutRules.LARGEST_SEQUENCE);
    assertThat(rules.check(request(null, null, null, null), last))
        .isEqualTo(new LayoutVerdict.Stale(LayoutRules.LARGEST_SEQUENCE));
    assertThat(wrongFields(request(null, null, null, LayoutRules.LARGEST_SEQUENCE + 1)))
        .containsExactly("sequence");
    assertThat(wrongFields(request(null, null, null, -1L))).containsExactly("sequence");
  }

  @Test
  void every_template_goes_by_its_word() {
    for (String word :
        List.of("auto", "single", "side-by-side", "grid", "picture-in-picture", "stage")) {
      assertThat(accepted(LayoutRequest.valueOf(word), Layout.DEFAULT).template())
          .hasToString(word);
      assertThat(Layout.valueOf(word).template()).hasToString(word);
    }
    assertThat(wrongFields(LayoutRequest.valueOf("GRID"))).containsExactly("template");
    assertThat(wrongFields(LayoutRequest.valueOf("regions"))).containsExactly("regions");
    assertThatThrownBy(() -> Layout.valueOf("regions"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void regions_make_their_template_and_thirds_fill_the_canvas() {
    double third = 1.0 / 3;
    Layout layout =
        accepted(
            request(
                null,
                List.of(
                    slot(0, 0, 0, third, 1),
                    slot(1, third, 0, third, 1),
                    new RegionWish("ada", null, 2 * third, 0.0, third, 1.0, 5, "stretch", null)),
                null,
                null),
            Layout.DEFAULT);
    assertThat(layout.template()).isEqualTo(Template.REGIONS);
    assertThat(layout.regions().getFirst())
        .isEqualTo(new Region(null, 0, 0, 0, third, 1, 0, Fit.COVER, null));
    assertThat(layout.regions().getLast())
        .isEqualTo(new Region("ada", null, 2 * third, 0, third, 1, 5, Fit.STRETCH, null));
  }

  @Test
  void every_wrong_field_is_named() {
    LayoutRequest request =
        new LayoutRequest(
            "regions",
            Arrays.asList(
                new RegionWish(null, null, 0.0, 0.0, 1.0, 1.0, null, null, null),
                new RegionWish("a", 1, 0.0, 0.0, 1.0, 1.0, null, null, null),
                new RegionWish("b", null, null, -0.1, 1.1, Double.NaN, 101, "squeeze", null),
                new RegionWish("b", null, 0.5, 0.5, 0.6, 0.6, null, null, null),
                slot(16, 0, 0, 0, 1),
                new RegionWish(
                    null, 3, 0.0, 0.0, 1.0, 1.0, null, null, new FillWish("red", "ftp://a/b")),
                null),
            new FillWish("#12345", "http://images.example.com/a.png"),
            true,
            new WatermarkWish(
                new TextWish("\n", 2.0, 0.9, 0.2, "white", 1.5),
                new ImageWish(null, 0.9, 0.9, 0.2, 0.2, -1.0)),
            new FillWish(null, "https://inside.example.com/a.png"),
            new BorderWish(65, "#gggggg", -1),
            Duration.ofSeconds(3),
            "",
            null);
    assertThat(wrongFields(request))
        .containsExactlyInAnyOrder(
            "regions[0]",
            "regions[1]",
            "regions[2].x",
            "regions[2].y",
            "regions[2].width",
            "regions[2].width",
            "regions[2].height",
            "regions[2].z",
            "regions[2].fit",
            "regions[3].participantId",
            "regions[3].width",
            "regions[3].height",
            "regions[4].slot",
            "regions[4]",
            "regions[5].placeholder.colour",
            "regions[5].placeholder.image",
            "regions[6]",
            "background.colour",
            "background.image",
            "watermark.text.text",
            "watermark.text.x",
            "watermark.text.height",
            "watermark.text.colour",
            "watermark.text.opacity",
            "watermark.image.url",
            "watermark.image.width",
            "watermark.image.height",
            "watermark.image.opacity",
            "placeholder.image",
            "border.width",
            "border.colour",
            "border.radius",
            "crossFade",
            "pinned");
  }

  @Test
  void regions_go_with_their_template_only_and_are_sixteen_at_most() {
    List<RegionWish> sixteen =
        IntStream.range(0, 16).mapToObj(i -> slot(i, i / 16.0, 0, 1 / 16.0, 1)).toList();
    assertThat(accepted(request("regions", sixteen, null, null), Layout.DEFAULT).regions())
        .hasSize(16);
    assertThat(wrongFields(request("grid", sixteen, null, null))).containsExactly("regions");
    assertThat(accepted(request("grid", List.of(), null, null), Layout.DEFAULT).template())
        .isEqualTo(Template.GRID);
    assertThat(wrongFields(request(null, Collections.nCopies(17, slot(0, 0, 0, 1, 1)), null, null)))
        .containsExactly("regions");
  }

  @Test
  void an_image_is_resolved_once_and_not_again_while_it_stays() {
    FillWish logo = new FillWish("#AABBCC", LOGO);
    LayoutRequest twice =
        new LayoutRequest(
            null,
            null,
            logo,
            null,
            new WatermarkWish(null, new ImageWish(LOGO, null, null, null, null, null)),
            null,
            null,
            null,
            null,
            null);
    Layout first = accepted(twice, Layout.DEFAULT);
    assertThat(first.background()).isEqualTo(new Fill("#aabbcc", LOGO));
    assertThat(Colour.rgb(first.background().colour())).isEqualTo(0xAABBCC);
    assertThat(Images.of(first)).containsExactly(LOGO);
    assertThat(accepted(twice, first)).isEqualTo(first.withSequence(2));
    assertThat(resolved).containsExactly("images.example.com");
  }

  @Test
  void another_template_keeps_the_decoration_and_drops_the_regions() {
    Layout explicit =
        accepted(
            request(null, List.of(slot(0, 0, 0, 1, 1)), new FillWish("#112233", null), null),
            Layout.DEFAULT);
    Layout grid = explicit.with(Template.GRID);
    assertThat(grid.regions()).isEmpty();
    assertThat(grid.background().colour()).isEqualTo("#112233");
    assertThat(explicit.with(Template.REGIONS)).isEqualTo(explicit);
  }

  @Test
  void hosts_of_linked_rooms_are_named_with_their_room() {
    String longest = "r".repeat(64) + ":" + "p".repeat(128);
    RegionWish region = new RegionWish(longest, null, 0.0, 0.0, 0.5, 1.0, null, null, null);
    LayoutRequest request =
        new LayoutRequest(null, List.of(region), null, null, null, null, null, null, longest, null);
    Layout layout = accepted(request, Layout.DEFAULT);
    assertThat(layout.pinned()).isEqualTo(longest);
    assertThat(layout.regions().getFirst().participantId()).isEqualTo(longest);
    assertThat(
            wrongFields(
                new LayoutRequest(
                    null, null, null, null, null, null, null, null, longest + "p", null)))
        .containsExactly("pinned");
  }
}
