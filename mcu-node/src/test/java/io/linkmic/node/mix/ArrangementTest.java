package io.linkmic.node.mix;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.layout.Fill;
import io.linkmic.contract.layout.Fit;
import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.layout.Region;
import io.linkmic.contract.layout.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArrangementTest {

  private static Member member(int slot) {
    return new Member("p" + slot, slot, "Host " + slot, true, 1280, 720);
  }

  private static List<Member> members(int count) {
    return IntStream.range(0, count).mapToObj(ArrangementTest::member).toList();
  }

  private static List<Member> slots(int... slots) {
    return IntStream.of(slots).mapToObj(ArrangementTest::member).toList();
  }

  private static Layout pinned(Template template, @Nullable String pinned) {
    Layout d = Layout.DEFAULT;
    return new Layout(
        template,
        List.of(),
        d.background(),
        true,
        null,
        d.placeholder(),
        d.border(),
        d.crossFade(),
        pinned,
        1);
  }

  private static Layout regions(Region... regions) {
    Layout d = Layout.DEFAULT;
    return new Layout(
        Template.REGIONS,
        List.of(regions),
        d.background(),
        false,
        null,
        d.placeholder(),
        d.border(),
        d.crossFade(),
        null,
        1);
  }

  /** {@code p0 0,0 640x720}. */
  private static List<String> rectangles(List<PlacedRegion> regions) {
    return regions.stream()
        .map(
            r -> r.participantId() + " " + r.x() + "," + r.y() + " " + r.width() + "x" + r.height())
        .toList();
  }

  private static List<String> arranged(String template, List<Member> members) {
    return rectangles(Arrangement.of(Layout.valueOf(template), members, null, 1280, 720));
  }

  @Test
  void auto_is_single_then_side_by_side_then_a_grid() {
    assertThat(arranged("auto", members(0))).isEmpty();
    assertThat(arranged("auto", members(1))).containsExactly("p0 0,0 1280x720");
    assertThat(arranged("auto", members(2))).containsExactly("p0 0,0 640x720", "p1 640,0 640x720");
    assertThat(arranged("auto", members(3)))
        .containsExactly("p0 0,0 640x360", "p1 640,0 640x360", "p2 320,360 640x360");
    assertThat(arranged("auto", members(4)))
        .containsExactly(
            "p0 0,0 640x360", "p1 640,0 640x360", "p2 0,360 640x360", "p3 640,360 640x360");
  }

  @Test
  void on_an_upright_canvas_the_grid_has_more_rows_and_the_strip_is_below() {
    assertThat(rectangles(Arrangement.of(Layout.valueOf("grid"), members(2), null, 720, 1280)))
        .containsExactly("p0 0,0 720x640", "p1 0,640 720x640");
    assertThat(rectangles(Arrangement.of(Layout.valueOf("stage"), members(2), null, 720, 1280)))
        .containsExactly("p0 0,0 720x1024", "p1 288,1024 144x256");
  }

  @Test
  void nobody_moves_when_another_leaves_a_grid_that_keeps_its_shape() {
    List<String> four = arranged("grid", slots(0, 1, 2, 3));
    List<String> three = arranged("grid", slots(0, 2, 3));
    assertThat(four).containsAll(three);
    List<String> six = arranged("grid", slots(0, 1, 2, 3, 4, 5));
    assertThat(six).containsAll(arranged("grid", slots(0, 1, 3, 4, 5)));
  }

  @Test
  void a_member_beyond_the_grid_takes_a_free_cell() {
    assertThat(arranged("grid", slots(1, 2, 7)))
        .containsExactly("p7 0,0 640x360", "p1 640,0 640x360", "p2 320,360 640x360");
  }

  @Test
  void slots_are_kept_and_reused_from_the_lowest() {
    Slots slots = new Slots();
    assertThat(slots.take("a")).isZero();
    assertThat(slots.take("b")).isEqualTo(1);
    assertThat(slots.take("c")).isEqualTo(2);
    slots.leave("a");
    slots.leave("stranger");
    assertThat(slots.take("b")).isEqualTo(1);
    assertThat(slots.take("d")).isZero();
    assertThat(slots.take("a")).isEqualTo(3);
  }

  @Test
  void single_shows_the_pinned_else_the_first() {
    assertThat(arranged("single", members(3))).containsExactly("p0 0,0 1280x720");
    assertThat(
            rectangles(Arrangement.of(pinned(Template.SINGLE, "p2"), members(3), "p1", 1280, 720)))
        .containsExactly("p2 0,0 1280x720");
    assertThat(
            rectangles(
                Arrangement.of(pinned(Template.SINGLE, "gone"), members(3), "p1", 1280, 720)))
        .containsExactly("p0 0,0 1280x720");
  }

  @Test
  void the_stage_is_the_pinned_ones_else_the_speakers() {
    Layout stage = Layout.valueOf("stage");
    assertThat(rectangles(Arrangement.of(stage, members(3), "p1", 1280, 720)))
        .containsExactly("p1 0,0 1024x720", "p0 1024,216 256x144", "p2 1024,360 256x144");
    assertThat(Arrangement.of(pinned(Template.STAGE, "p2"), members(3), "p1", 1280, 720).getFirst())
        .returns("p2", PlacedRegion::participantId);
    assertThat(Arrangement.of(stage, members(3), "stranger", 1280, 720).getFirst())
        .returns("p0", PlacedRegion::participantId);
  }

  @Test
  void pictures_in_the_picture_are_in_front_of_it() {
    List<PlacedRegion> regions =
        Arrangement.of(pinned(Template.PICTURE_IN_PICTURE, "p1"), members(3), null, 1280, 720);
    assertThat(rectangles(regions))
        .containsExactly("p1 0,0 1280x720", "p0 934,526 320x180", "p2 588,526 320x180");
    assertThat(regions).extracting(PlacedRegion::z).containsExactly(0, 1, 1);
  }

  @Test
  void explicit_regions_are_there_before_their_hosts() {
    Fill waiting = new Fill("#ff0000", "https://images.example.com/soon.png");
    Layout layout =
        regions(
            new Region("p1", null, 0.5, 0, 0.5, 1, 9, Fit.CONTAIN, waiting),
            new Region(null, 0, 0, 0, 1, 1, 0, Fit.COVER, null),
            new Region(null, 5, 0, 0, 0.25, 0.25, 9, Fit.COVER, null));
    List<PlacedRegion> regions = Arrangement.of(layout, slots(0, 2), null, 1280, 720);
    assertThat(rectangles(regions))
        .containsExactly("p0 0,0 1280x720", "null 640,0 640x720", "null 0,0 320x180");
    assertThat(regions.get(1).placeholder()).isEqualTo(waiting);
    assertThat(regions.get(1).cameraOn()).isFalse();
    assertThat(regions.get(1).fit()).isEqualTo(Fit.CONTAIN);
    assertThat(regions.get(2).placeholder()).isEqualTo(layout.placeholder());
    assertThat(rectangles(Arrangement.of(layout, slots(0, 1, 5), null, 1280, 720)))
        .containsExactly("p0 0,0 1280x720", "p1 640,0 640x720", "p5 0,0 320x180");
  }

  @Test
  void labels_are_names_of_those_who_have_one() {
    List<Member> two =
        List.of(new Member("a", 0, "Ada", false, 0, 0), new Member("b", 1, " ", true, 1280, 720));
    List<PlacedRegion> regions = Arrangement.of(pinned(Template.AUTO, null), two, null, 1280, 720);
    assertThat(regions).extracting(PlacedRegion::label).containsExactly("Ada", null);
    assertThat(regions).extracting(PlacedRegion::cameraOn).containsExactly(false, true);
    assertThat(Arrangement.of(Layout.DEFAULT, two, null, 1280, 720))
        .allMatch(region -> region.label() == null);
  }

  @Test
  void a_picture_of_another_shape_is_cut_until_too_little_is_left() {
    List<Member> upright = List.of(new Member("a", 0, "", true, 720, 1280), member(1));
    assertThat(Arrangement.of(Layout.valueOf("single"), upright, null, 1280, 720).getFirst().fit())
        .isEqualTo(Fit.CONTAIN);
    assertThat(Arrangement.of(Layout.valueOf("auto"), upright, null, 1280, 720))
        .extracting(PlacedRegion::fit)
        .containsExactly(Fit.COVER, Fit.COVER);
  }

  @Test
  void a_region_of_less_than_two_pixels_is_left_out() {
    List<PlacedRegion> regions =
        Arrangement.of(Layout.valueOf("side-by-side"), members(16), null, 16, 16);
    assertThat(regions).isNotEmpty().allMatch(region -> region.width() >= 2);
    List<PlacedRegion> all = new ArrayList<>(regions);
    assertThat(all).hasSizeLessThan(16);
  }
}
