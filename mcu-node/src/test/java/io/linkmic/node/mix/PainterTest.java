package io.linkmic.node.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linkmic.contract.layout.Fill;
import io.linkmic.contract.layout.Fit;
import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.layout.Region;
import io.linkmic.contract.layout.Template;
import io.linkmic.contract.layout.Watermark;
import io.linkmic.media.picture.Rectangle;
import io.linkmic.rtc.codec.AccessUnit;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Samples at known places; lumas are those of BT.709, limited range. */
class PainterTest {
  private static final int RED = 0xff0000;
  private static final int GREEN = 0x00ff00;
  private static final int LUMA_OF_RED = 63;
  private static final int LUMA_OF_GREEN = 173;
  private static final int LUMA_OF_BLUE = 32;
  private static final int WHITE = 235;
  private static final int BLACK = 16;

  private static final String URL = "https://images.example/one.png";
  private static final String OTHER = "https://images.example/other.png";

  private final Plain plain = new Plain(320, 180);

  @org.junit.jupiter.api.AfterEach
  void close() {
    plain.close();
  }

  private static Region region(String id, double x, double width, @Nullable Fill placeholder) {
    return new Region(id, null, x, 0.25, width, 0.5, 0, Fit.COVER, placeholder);
  }

  @Test
  void a_background_image_covers_what_no_region_does() {
    plain.file(URL, Plain.png(64, 64, 0xff00ff00));
    plain.host("a", RED, 160, 90);
    plain.show(Layouts.of(region("a", 0, 0.5, null)).background("#ffffff", URL).made());
    assertThat(plain.luma(10, 10)).isEqualTo(LUMA_OF_GREEN);
    assertThat(plain.luma(310, 90)).isEqualTo(LUMA_OF_GREEN);
    assertThat(plain.luma(80, 90)).isCloseTo(LUMA_OF_RED, within(3));
  }

  @Test
  void colours_are_seen_until_an_image_comes_and_where_it_is_transparent() {
    Layout layout =
        Layouts.of(region("a", 0, 0.5, null))
            .background("#ffffff", URL)
            .placeholder("#0000ff", OTHER)
            .made();
    plain.show(layout);
    assertThat(plain.luma(310, 90)).isEqualTo(WHITE);
    assertThat(plain.luma(80, 90)).isEqualTo(LUMA_OF_BLUE);
    plain.file(URL, Plain.png(64, 64, 0xff00ff00));
    plain.file(OTHER, Plain.png(64, 64, 0x00ff0000));
    plain.again(layout);
    assertThat(plain.luma(310, 90)).isEqualTo(LUMA_OF_GREEN);
    assertThat(plain.luma(80, 90)).isEqualTo(LUMA_OF_BLUE);
    plain.file(URL, Plain.png(64, 64, 0xffff0000));
    plain.again(layout);
    assertThat(plain.luma(310, 90)).as("another file").isEqualTo(LUMA_OF_RED);
  }

  @Test
  void pictures_and_placeholders_are_cut_shown_whole_or_stretched_as_their_region_says() {
    // Four times as wide as high, red with a green edge at the left; in regions of 160 x 90.
    AccessUnit wide =
        Plain.unit(
            320,
            80,
            canvas -> {
              canvas.fill(RED);
              canvas.fill(new Rectangle(0, 0, 64, 80), GREEN);
            });
    BufferedImage image = new BufferedImage(320, 80, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 320 * 80; i++) {
      image.setRGB(i % 320, i / 320, 0xff000000 | (i % 320 < 64 ? GREEN : RED));
    }
    plain.file(URL, Plain.png(image));
    plain.member("a", true);
    plain.send("a", wide);
    // What is seen at the middle of the left edge, and below the picture where it is shown whole.
    Map<Fit, List<Integer>> seen =
        Map.of(
            Fit.COVER, List.of(LUMA_OF_RED, LUMA_OF_RED),
            Fit.CONTAIN, List.of(LUMA_OF_GREEN, BLACK),
            Fit.STRETCH, List.of(LUMA_OF_GREEN, LUMA_OF_RED));
    seen.forEach((fit, lumas) -> {
      Fill placeholder = new Fill("#000000", URL);
      plain.show(
          Layouts.of(
                  new Region("a", null, 0, 0.25, 0.5, 0.5, 0, fit, null),
                  new Region("b", null, 0.5, 0.25, 0.5, 0.5, 0, fit, placeholder))
              .made());
      for (int left : new int[] {0, 160}) {
        assertThat(plain.luma(left + 6, 90))
            .as(fit + " at " + left)
            .isCloseTo(lumas.get(0), within(3));
        assertThat(plain.luma(left + 80, 125))
            .as(fit + " at " + left)
            .isCloseTo(lumas.get(1), within(3));
      }
    });
  }

  @Test
  void a_placeholder_image_stands_in_for_who_is_away_or_has_no_camera() {
    plain.file(URL, Plain.png(64, 64, 0xff00ff00));
    plain.file(OTHER, Plain.png(64, 64, 0xffffffff));
    plain.host("a", RED, 160, 90);
    Layout layout =
        Layouts.of(region("a", 0, 0.5, null), region("b", 0.5, 0.5, new Fill("#000000", OTHER)))
            .placeholder("#000000", URL)
            .made();
    plain.show(layout);
    assertThat(plain.luma(80, 90)).isCloseTo(LUMA_OF_RED, within(3));
    assertThat(plain.luma(240, 90)).as("its own placeholder").isEqualTo(WHITE);
    plain.member("a", false);
    plain.show(layout);
    assertThat(plain.luma(80, 90)).as("the layout's placeholder").isEqualTo(LUMA_OF_GREEN);
  }

  @Test
  void an_image_watermark_is_whole_at_its_place_as_opaque_as_asked_frame_after_frame() {
    plain.file(URL, Plain.png(64, 32, 0xffffffff));
    plain.host("a", 0, 160, 90);
    Layout layout =
        Layouts.of(Template.SINGLE)
            .watermark(null, new Watermark.Image(URL, 0.5, 0, 0.5, 0.5, 0.5))
            .made();
    plain.show(layout);
    for (int i = 0; i < 5; i++) {
      plain.send("a", 0, 160, 90);
      plain.again(layout);
      // 160×90 from 160,0; twice as wide as high: 160×80, five pixels above and below.
      assertThat(plain.luma(240, 45)).isCloseTo((BLACK + WHITE) / 2, within(2));
      assertThat(plain.luma(164, 10)).isCloseTo((BLACK + WHITE) / 2, within(2));
      assertThat(plain.luma(240, 2)).as("above").isEqualTo(BLACK);
      assertThat(plain.luma(150, 45)).as("beside").isEqualTo(BLACK);
    }
  }

  @Test
  void round_corners_show_the_image_or_the_picture_behind() {
    plain.file(URL, Plain.png(64, 64, 0xff00ff00));
    plain.host("a", 0xffffff, 160, 90).host("b", RED, 160, 90);
    Layout layout =
        Layouts.of(Template.PICTURE_IN_PICTURE)
            .background("#000000", URL)
            .border(4, "#0000ff", 12)
            .made();
    plain.show(layout);
    for (int i = 0; i < 4; i++) {
      assertThat(plain.luma(0, 0)).as("the background").isEqualTo(LUMA_OF_GREEN);
      assertThat(plain.luma(160, 1)).as("the border").isEqualTo(LUMA_OF_BLUE);
      int left = even(320 * (1 - 0.27));
      int top = even(180 * (1 - 0.27));
      assertThat(plain.luma(left, top)).as("the large picture").isCloseTo(WHITE, within(3));
      assertThat(plain.luma(left + 40, top + 1)).isEqualTo(LUMA_OF_BLUE);
      assertThat(plain.luma(left + 40, top + 24)).isCloseTo(LUMA_OF_RED, within(3));
      plain.send(i % 2 == 0 ? "a" : "b", i % 2 == 0 ? 0xffffff : RED, 160, 90);
      plain.again(layout);
    }
  }

  @Test
  void placeholders_have_borders_and_round_corners_too() {
    plain.file(URL, Plain.png(64, 64, 0xff00ff00));
    plain.show(
        Layouts.of(region("a", 0, 0.5, null))
            .background("#ffffff", null)
            .placeholder("#000000", URL)
            .border(4, "#0000ff", 12)
            .made());
    assertThat(plain.luma(0, 45)).isEqualTo(WHITE);
    assertThat(plain.luma(80, 46)).isEqualTo(LUMA_OF_BLUE);
    assertThat(plain.luma(80, 90)).isEqualTo(LUMA_OF_GREEN);
  }

  @Test
  void a_name_is_where_nothing_in_front_hides_it() {
    plain.host("a", 0xffffff, 160, 90);
    Layout alone = Layouts.of(Template.PICTURE_IN_PICTURE).labels().made();
    plain.show(alone);
    assertThat(plain.luma(8, 167)).as("lower left").isLessThan(160);
    assertThat(plain.luma(8, 13)).isCloseTo(WHITE, within(3));
    for (int i = 0; i < 3; i++) {
      plain.host("b" + i, 0xffffff, 160, 90);
    }
    Region main = new Region("a", null, 0, 0, 1, 1, 0, Fit.COVER, null);
    Region inset = new Region("b0", null, 0.02, 0.7, 0.3, 0.28, 1, Fit.COVER, null);
    plain.show(Layouts.of(main, inset).labels().made());
    assertThat(plain.luma(8, 13)).as("upper left").isLessThan(160);
  }

  private static int even(double pixels) {
    return 2 * (int) Math.round(pixels / 2);
  }
}
