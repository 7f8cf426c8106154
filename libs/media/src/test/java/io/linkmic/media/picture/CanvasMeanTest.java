package io.linkmic.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CanvasMeanTest {

  @Test
  void each_sample_is_the_weighed_mean_of_two() {
    for (int weight = 0; weight <= 256; weight++) {
      for (int a = 0; a < 256; a += 5) {
        for (int b = 0; b < 256; b += 3) {
          long mean =
              CanvasPlanes.mean(a * 0x0101_0101_0101_0101L, b * 0x0101_0101_0101_0101L, weight);
          long wanted = (a * (256L - weight) + (long) b * weight + 128) >> 8;
          assertThat(mean).isEqualTo(wanted * 0x0101_0101_0101_0101L);
        }
      }
    }
    assertThat(CanvasPlanes.mean(0x00ff_0010_2030_ff00L, 0xff00_ff10_2030_ff00L, 256))
        .isEqualTo(0xff00_ff10_2030_ff00L);
  }

  @Test
  void a_canvas_becomes_another_a_mean_or_keeps_what_it_has() {
    try (Canvas black = new Canvas(320, 180);
        Canvas red = new Canvas(320, 180);
        Canvas mixed = new Canvas(320, 180);
        Canvas other = new Canvas(180, 320 - 2)) {
      red.fill(0xff0000);
      mixed.mean(black, red, 128);
      assertThat(Planes.of(mixed).luma(0, 0)).isEqualTo((16 + 63 + 1) / 2);
      assertThat(Planes.of(mixed).cr(319, 179)).isEqualTo((128 + 240) / 2);
      mixed.mean(mixed, red, 256);
      assertThat(Planes.of(mixed).samples()).isEqualTo(Planes.of(red).samples());
      assertThatThrownBy(() -> mixed.mean(other, red, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
