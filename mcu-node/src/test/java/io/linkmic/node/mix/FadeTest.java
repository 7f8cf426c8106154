package io.linkmic.node.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.layout.Template;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Frames every 40 ms, fades of 160 ms: three pictures between, the fourth is the new one. */
class FadeTest {
  private static final Duration FOUR_FRAMES = Duration.ofMillis(160);
  private static final int WHITE = 235;
  private static final int BLACK = 16;

  private final Plain plain = new Plain(320, 180);
  private final Layout both = Layouts.of(Template.SIDE_BY_SIDE).fade(FOUR_FRAMES).made();
  private final Layout one = Layouts.of(Template.SINGLE).fade(FOUR_FRAMES).made();

  @AfterEach
  void close() {
    plain.close();
  }

  private int right() {
    return plain.luma(240, 90);
  }

  private static int between(int from, int to, int quarters) {
    return from + (to - from) * quarters / 4;
  }

  @Test
  void a_layout_gives_way_to_the_next_evenly_and_is_gone_after_its_time() {
    plain.host("a", 0xffffff, 160, 90).host("b", 0, 160, 90).show(both).again(both);
    assertThat(right()).as("nothing to fade from").isCloseTo(BLACK, within(2));
    plain.show(one);
    for (int quarter = 1; quarter <= 3; quarter++) {
      assertThat(right()).isCloseTo(between(BLACK, WHITE, quarter), within(3));
      assertThat(plain.painter.shown()).isNotSameAs(plain.canvas);
      plain.again(one);
    }
    assertThat(right()).isCloseTo(WHITE, within(2));
    assertThat(plain.painter.shown()).as("costs nothing any more").isSameAs(plain.canvas);
  }

  @Test
  void without_a_fade_the_next_frame_is_the_new_one() {
    plain.host("a", 0xffffff, 160, 90).host("b", 0, 160, 90);
    plain.show(Layouts.of(Template.SIDE_BY_SIDE).made());
    plain.show(Layouts.of(Template.SINGLE).made());
    assertThat(right()).isCloseTo(WHITE, within(2));
  }

  @Test
  void who_comes_and_goes_and_turns_the_camera_off_is_faded_too() {
    plain.host("a", 0xffffff, 160, 90).show(both).again(both);
    plain.host("b", 0, 160, 90).show(both);
    assertThat(right()).as("b comes").isCloseTo(between(WHITE, BLACK, 1), within(3));
    plain.again(both).again(both).again(both);
    assertThat(right()).isCloseTo(BLACK, within(2));
    plain.member("a", false);
    plain.show(both).again(both);
    assertThat(plain.luma(80, 90)).isCloseTo(between(WHITE, 44, 2), within(4));
    plain.again(both).again(both);
    plain.members.removeLast();
    plain.show(both).again(both);
    assertThat(right()).as("b goes").isCloseTo(between(BLACK, 44, 2), within(4));
  }

  @Test
  void a_change_on_the_way_goes_on_from_what_is_seen() {
    plain.host("a", 0xffffff, 160, 90).host("b", 0, 160, 90).show(both);
    plain.show(one).again(one);
    int half = right();
    plain.show(both);
    assertThat(right()).isCloseTo(between(half, BLACK, 1), within(3));
    plain.again(both).again(both).again(both);
    assertThat(right()).isCloseTo(BLACK, within(2));
  }

  @Test
  void pictures_that_move_and_scenes_that_look_the_same_start_none() {
    plain.host("a", 0xffffff, 160, 90).host("b", 0, 160, 90).show(both);
    plain.send("b", 0xffffff, 160, 90);
    plain.show(both);
    assertThat(right()).isCloseTo(WHITE, within(2));
    plain.send("b", 0, 320, 180);
    plain.show(both);
    assertThat(right()).as("another size").isCloseTo(BLACK, within(2));
  }
}
