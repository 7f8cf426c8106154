package io.linkmic.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CanvasTest {

  private static final int RED = 0xff0000;
  private static final int BLUE = 0x0000ff;

  private static Picture decode(Clip clip, int rotationDegrees) {
    try (VideoDecoder decoder = new VideoDecoder()) {
      Picture picture = decoder.decode(clip.unit(0), 0, clip.unit(0).length, 0, rotationDegrees);
      assertThat(picture).isNotNull();
      return picture;
    }
  }

  /** Four quarters of different brightness: top left 40, top right 90, then 140 and 190. */
  private static Clip quarters(int width, int height) throws InterruptedException {
    String luma = "lum='40+50*gte(X,W/2)+100*gte(Y,H/2)':cb=128:cr=128";
    return Clip.of(
        "nullsrc=size=%dx%d:rate=25,format=yuv420p,geq=%s".formatted(width, height, luma),
        1,
        "-pix_fmt yuv420p -c:v libx264 -bf 0 -qp 4");
  }

  @Test
  void a_fresh_canvas_is_black_and_fills_with_bt709_colours() {
    try (Canvas canvas = new Canvas(320, 180)) {
      Planes black = Planes.of(canvas);
      assertThat(black.luma(0, 0)).isEqualTo(16);
      assertThat(black.cb(319, 179)).isEqualTo(128);
      canvas.fill(RED);
      canvas.fill(new Rectangle(101, 51, 63, 41), 0xffffff);
      Planes planes = Planes.of(canvas);
      // Recommendation ITU-R BT.709: red of full strength is (63, 102, 240).
      assertThat(planes.luma(0, 0)).isEqualTo(63);
      assertThat(planes.cb(0, 0)).isEqualTo(102);
      assertThat(planes.cr(0, 0)).isEqualTo(240);
      assertThat(planes.luma(100, 50)).isEqualTo(235);
      assertThat(planes.luma(161, 89)).isEqualTo(235);
      assertThat(planes.luma(162, 89)).isEqualTo(63);
      assertThat(planes.luma(161, 90)).isEqualTo(63);
      assertThat(planes.luma(99, 50)).isEqualTo(63);
      assertThat(planes.cr(100, 50)).isEqualTo(128);
    }
  }

  @Test
  void turning_by_quarters_brings_each_corner_where_it_belongs() throws Exception {
    Clip clip = quarters(320, 180);
    int[][] corners = {
      {40, 90, 140, 190}, {140, 40, 190, 90}, {190, 140, 90, 40}, {90, 190, 40, 140}
    };
    for (int turn = 0; turn < 4; turn++) {
      try (Canvas canvas = new Canvas(640, 640);
          Picture picture = decode(clip, turn * 90)) {
        int width = turn % 2 == 0 ? 320 : 180;
        Rectangle area = new Rectangle(34, 22, width, 500 - width);
        canvas.draw(picture, area, Fit.STRETCH);
        Planes planes = Planes.of(canvas);
        int[] expected = corners[turn];
        int right = 34 + area.width() - 1;
        int bottom = 22 + area.height() - 1;
        assertThat(planes.luma(34, 22)).isCloseTo(expected[0], within(2));
        assertThat(planes.luma(right, 22)).isCloseTo(expected[1], within(2));
        assertThat(planes.luma(34, bottom)).isCloseTo(expected[2], within(2));
        assertThat(planes.luma(right, bottom)).isCloseTo(expected[3], within(2));
        assertThat(planes.luma(33, 22)).isEqualTo(16);
        assertThat(planes.luma(right + 1, bottom)).isEqualTo(16);
        assertThat(planes.luma(right, bottom + 1)).isEqualTo(16);
      }
    }
  }

  @Test
  void turned_pictures_match_ffmpegs_transpose() throws Exception {
    Clip clip =
        Clip.of("testsrc2=size=324x182:rate=25", 1, "-pix_fmt yuv420p -c:v libx264 -bf 0 -qp 1");
    String[] filters = {"null", "transpose=clock", "hflip,vflip", "transpose=cclock"};
    for (int turn = 0; turn < 4; turn++) {
      try (Picture picture = decode(clip, turn * 90)) {
        int width = turn % 2 == 0 ? 324 : 182;
        int height = 506 - width;
        try (Canvas canvas = new Canvas(width, height)) {
          canvas.draw(picture, new Rectangle(0, 0, width, height), Fit.LETTERBOX);
          byte[] expected =
              Planes.raw(
                  "-f lavfi -i testsrc2=size=324x182:rate=25 -frames:v 1 -vf format=yuv420p,"
                      + filters[turn]);
          assertThat(Planes.psnr(Planes.of(canvas).samples(), expected)).isGreaterThan(45);
        }
      }
    }
  }

  @Test
  void letterbox_shows_all_in_the_middle_and_leaves_the_rest() throws Exception {
    try (Canvas canvas = new Canvas(640, 360);
        Picture picture = decode(quarters(320, 180), 0)) {
      canvas.fill(BLUE);
      int blue = Planes.of(canvas).luma(0, 0);
      canvas.draw(picture, new Rectangle(0, 0, 320, 360), Fit.LETTERBOX);
      Planes planes = Planes.of(canvas);
      assertThat(planes.luma(0, 89)).isEqualTo(blue);
      assertThat(planes.luma(0, 90)).isCloseTo(40, within(2));
      assertThat(planes.luma(319, 269)).isCloseTo(190, within(2));
      assertThat(planes.luma(319, 270)).isEqualTo(blue);
      assertThat(planes.luma(320, 180)).isEqualTo(blue);
    }
  }

  @Test
  void crop_fills_the_area_with_the_middle() throws Exception {
    for (int degrees : new int[] {0, 90, 180, 270}) {
      try (Canvas canvas = new Canvas(640, 360);
          Picture picture = decode(quarters(640, 360), degrees)) {
        canvas.draw(picture, new Rectangle(100, 100, 80, 80), Fit.CROP);
        Planes planes = Planes.of(canvas);
        assertThat(planes.luma(100, 100)).isGreaterThan(37);
        assertThat(planes.luma(179, 100)).isGreaterThan(37);
        assertThat(planes.luma(100, 179)).isGreaterThan(37);
        assertThat(planes.luma(179, 179)).isGreaterThan(37);
        // The borders between the quarters stay in the middle.
        assertThat(Math.abs(planes.luma(136, 110) - planes.luma(143, 110))).isGreaterThan(40);
        assertThat(Math.abs(planes.luma(110, 136) - planes.luma(110, 143))).isGreaterThan(40);
        assertThat(planes.luma(180, 140)).isEqualTo(16);
        assertThat(planes.luma(99, 140)).isEqualTo(16);
      }
    }
  }

  @Test
  void scaling_touches_nothing_outside_its_area_whatever_its_size() throws Exception {
    Clip clip = Clip.of("testsrc2=size=320x180:rate=25", 1, 1);
    for (int degrees : new int[] {0, 90, 180, 270}) {
      try (Canvas canvas = new Canvas(640, 360);
          Picture picture = decode(clip, degrees)) {
        for (int width = 2; width < 290; width += width < 140 ? 2 : 22) {
          canvas.fill(0);
          Rectangle area = new Rectangle(66 + width, 40, width, 30 + width / 2);
          canvas.draw(picture, area, Fit.STRETCH);
          onlyInside(canvas, area);
        }
      }
    }
  }

  private static void onlyInside(Canvas canvas, Rectangle area) {
    Planes planes = Planes.of(canvas);
    for (int y = 0; y < 360; y++) {
      for (int x = 0; x < 640; x++) {
        boolean inside =
            x >= area.x()
                && x < area.x() + area.width()
                && y >= area.y()
                && y < area.y() + area.height();
        boolean black = planes.luma(x, y) == 16 && planes.cb(x, y) == 128 && planes.cr(x, y) == 128;
        if (!inside && !black) {
          assertThat(black).as("%d,%d beside %s", x, y, area).isTrue();
        }
      }
    }
  }

  @Test
  void scaled_pictures_look_like_ffmpegs() throws Exception {
    String source = "testsrc2=size=1280x720:rate=25";
    Clip clip = Clip.of(source, 1, "-pix_fmt yuv420p -c:v libx264 -bf 0 -qp 4");
    int[][] sizes = {{640, 360}, {426, 240}, {960, 540}, {1920, 1080}};
    for (int[] size : sizes) {
      int width = size[0];
      int height = size[1];
      try (Canvas canvas = new Canvas(width, height);
          Picture picture = decode(clip, 0)) {
        canvas.draw(picture, new Rectangle(0, 0, width, height), Fit.STRETCH);
        byte[] bicubic =
            Planes.raw(
                "-f lavfi -i %s -frames:v 1 -vf format=yuv420p,scale=%d:%d:flags=bicubic"
                    .formatted(source, width, height));
        double psnr = Planes.psnr(Planes.of(canvas).samples(), bicubic);
        System.out.printf("%dx%d: %.1f dB to bicubic%n", width, height, psnr);
        assertThat(psnr).isGreaterThan(27);
      }
    }
  }

  @Test
  void full_range_becomes_limited() throws Exception {
    Clip clip =
        Clip.of(
            "color=white:size=320x180:rate=25",
            1,
            "-vf scale=out_range=full,format=yuvj420p -c:v libx264 -bf 0 -qp 4");
    try (Canvas canvas = new Canvas(320, 180);
        Picture picture = decode(clip, 0)) {
      assertThat(Planes.of(picture).luma(10, 10)).isGreaterThan(253);
      canvas.draw(picture, new Rectangle(0, 0, 320, 180), Fit.STRETCH);
      assertThat(Planes.of(canvas).luma(10, 10)).isCloseTo(235, within(1));
    }
  }

  @Test
  void areas_are_even_and_lie_on_the_canvas() {
    assertThat(new Rectangle(3, 5, 7, 1)).isEqualTo(new Rectangle(2, 4, 6, 2));
    assertThatThrownBy(() -> new Rectangle(0, 0, 0, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Canvas(321, 180)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Canvas(1920, 1920)).isInstanceOf(IllegalArgumentException.class);
    try (Canvas canvas = new Canvas(320, 180)) {
      Rectangle beyond = new Rectangle(0, 0, 322, 180);
      assertThatThrownBy(() -> canvas.fill(beyond, RED))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void nothing_works_after_close() throws Exception {
    Canvas canvas = new Canvas(320, 180);
    canvas.close();
    canvas.close();
    assertThatThrownBy(() -> canvas.fill(RED)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(canvas::frame).isInstanceOf(IllegalStateException.class);
    Picture closed = decode(quarters(320, 180), 0);
    closed.close();
    try (Canvas open = new Canvas(320, 180)) {
      Rectangle all = new Rectangle(0, 0, 320, 180);
      assertThatThrownBy(() -> open.draw(closed, all, Fit.CROP))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void ten_thousand_scalers_leave_nothing_behind() throws Exception {
    Clip clip = Clip.of("testsrc2=size=64x48:rate=25", 1, 1);
    try (Picture upright = decode(clip, 0);
        Picture turned = decode(clip, 90)) {
      drawAnew(upright, turned, 5_000);
      long before = Planes.residentKilobytes();
      drawAnew(upright, turned, 5_000);
      assertThat(Planes.residentKilobytes() - before).isLessThan(30_000);
    }
  }

  /** Two scalers and a canvas each time; more places than the canvas remembers now and then. */
  private static void drawAnew(Picture upright, Picture turned, int times) {
    for (int i = 0; i < times; i++) {
      try (Canvas canvas = new Canvas(128, 128)) {
        for (int place = 0; place < (i % 100 == 0 ? 100 : 1); place++) {
          Rectangle area = new Rectangle(place, 0, 24, 40);
          canvas.draw(upright, area, Fit.CROP);
          canvas.draw(turned, area, Fit.STRETCH);
        }
      }
    }
  }
}
