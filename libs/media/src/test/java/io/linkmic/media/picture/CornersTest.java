package io.linkmic.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CornersTest {

  private static final int WHITE = 0xffffff;
  private static final Rectangle AREA = new Rectangle(8, 8, 48, 48);

  private static void draw(Canvas canvas, Corners corners, int rgb) {
    corners.putBack();
    corners.keep();
    canvas.fill(AREA, rgb);
    corners.round();
  }

  @Test
  void what_was_below_is_seen_outside_of_the_arcs_alone() {
    try (Canvas canvas = new Canvas(64, 64)) {
      canvas.fill(0xff0000);
      canvas.fill(new Rectangle(0, 32, 64, 32), 0);
      draw(canvas, canvas.corners(AREA, 16), WHITE);
      Planes planes = Planes.of(canvas);
      assertThat(planes.luma(8, 8)).as("upper corners show red").isEqualTo(63);
      assertThat(planes.cr(54, 8)).isEqualTo(240);
      assertThat(planes.luma(8, 55)).as("lower ones black").isEqualTo(16);
      assertThat(planes.luma(55, 55)).isEqualTo(16);
      assertThat(planes.luma(32, 8)).isEqualTo(235);
      assertThat(planes.luma(8, 32)).isEqualTo(235);
      assertThat(planes.luma(14, 14)).as("inside the arc").isEqualTo(235);
      assertThat(planes.luma(7, 32)).as("outside the area").isEqualTo(16);
    }
  }

  @Test
  void edges_are_soft_and_stay_so_however_often_something_is_drawn() {
    try (Canvas canvas = new Canvas(64, 64)) {
      canvas.fill(0);
      Corners corners = canvas.corners(AREA, 16);
      draw(canvas, corners, WHITE);
      Planes once = Planes.of(canvas);
      for (int i = 0; i < 100; i++) {
        draw(canvas, corners, i % 2 == 0 ? 0x808080 : WHITE);
      }
      assertThat(Planes.of(canvas).samples()).isEqualTo(once.samples());
      long between = 0;
      for (int x = 8; x < 24; x++) {
        int luma = once.luma(x, 10);
        between += luma > 30 && luma < 220 ? 1 : 0;
        assertThat(once.luma(63 - x, 10)).as("mirrored").isEqualTo(luma);
      }
      assertThat(between).isPositive();
    }
  }

  @Test
  void a_radius_that_is_too_large_makes_a_circle() {
    try (Canvas canvas = new Canvas(64, 64)) {
      canvas.fill(0);
      draw(canvas, canvas.corners(AREA, 500), WHITE);
      Planes planes = Planes.of(canvas);
      int bright = 0;
      for (int i = 0; i < 64 * 64; i++) {
        bright += planes.luma(i % 64, i / 64) > 125 ? 1 : 0;
      }
      assertThat((double) bright).isCloseTo(Math.PI * 24 * 24, within(20.0));
    }
  }
}
