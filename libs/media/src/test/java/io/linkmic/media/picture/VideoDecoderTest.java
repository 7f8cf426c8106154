package io.linkmic.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VideoDecoderTest {

  private static final String SOURCE = "testsrc2=size=320x180:rate=30";

  private static @Nullable Picture decode(VideoDecoder decoder, byte[] unit) {
    return decoder.decode(unit, 0, unit.length, 0, 0);
  }

  private static Picture picture(@Nullable Picture picture) {
    assertThat(picture).isNotNull();
    return picture;
  }

  @Test
  void each_unit_gives_its_own_picture_at_once() throws Exception {
    Clip clip = Clip.of(SOURCE, 40, "-pix_fmt yuv420p -c:v libx264 -preset medium -bf 0 -qp 12");
    byte[] source = Planes.raw("-f lavfi -i " + SOURCE + " -frames:v 40");
    int size = source.length / 40;
    try (VideoDecoder decoder = new VideoDecoder()) {
      for (int i = 0; i < 40; i++) {
        byte[] unit = clip.unit(i);
        try (Picture picture = picture(decoder.decode(unit, 0, unit.length, i * 33_333L, 90))) {
          assertThat(picture.micros()).isEqualTo(i * 33_333L);
          assertThat(picture.rotationDegrees()).isEqualTo(90);
          byte[] original = Arrays.copyOfRange(source, i * size, (i + 1) * size);
          assertThat(Planes.psnr(Planes.of(picture).samples(), original)).isGreaterThan(38);
        }
      }
      assertThat(decoder.broken()).isZero();
    }
  }

  @Test
  void baseline_high_and_several_slices_come_without_delay() throws Exception {
    for (String options :
        new String[] {
          "-profile:v baseline -slices 4", "-profile:v high -refs 4", "-tune zerolatency"
        }) {
      Clip clip =
          Clip.of(SOURCE, 20, "-pix_fmt yuv420p -c:v libx264 -preset fast -bf 0 " + options);
      try (VideoDecoder decoder = new VideoDecoder()) {
        for (byte[] unit : clip.units()) {
          picture(decode(decoder, unit)).close();
        }
      }
    }
  }

  @Test
  void announced_b_pictures_come_later_in_showing_order() throws Exception {
    Clip clip = Clip.of(SOURCE, 30, "-pix_fmt yuv420p -c:v libx264 -preset fast -bf 2");
    try (VideoDecoder decoder = new VideoDecoder()) {
      int shown = 0;
      for (byte[] unit : clip.units()) {
        try (Picture picture = decode(decoder, unit)) {
          shown += picture == null ? 0 : 1;
        }
      }
      assertThat(decoder.broken()).isZero();
      assertThat(shown).isGreaterThan(26);
    }
  }

  @Test
  void size_changes_with_an_idr() throws Exception {
    Clip small = Clip.of(SOURCE, 5, 5);
    Clip large = Clip.of("testsrc2=size=638x358:rate=30", 5, 5);
    try (VideoDecoder decoder = new VideoDecoder()) {
      for (int round = 0; round < 3; round++) {
        for (Clip clip : new Clip[] {small, large}) {
          for (byte[] unit : clip.units()) {
            try (Picture picture = picture(decode(decoder, unit))) {
              assertThat(picture.width()).isEqualTo(small.equals(clip) ? 320 : 638);
              assertThat(picture.height()).isEqualTo(small.equals(clip) ? 180 : 358);
            }
          }
        }
      }
      assertThat(decoder.broken()).isZero();
    }
  }

  @Test
  void nothing_is_shown_before_an_idr_and_waiting_is_no_damage() throws Exception {
    Clip clip = Clip.of(SOURCE, 12, 6);
    try (VideoDecoder decoder = new VideoDecoder()) {
      for (int i = 1; i < 6; i++) {
        assertThat(decode(decoder, clip.unit(i))).isNull();
      }
      assertThat(decoder.waitsForIdr()).isTrue();
      picture(decode(decoder, clip.unit(6))).close();
      assertThat(decoder.waitsForIdr()).isFalse();
      assertThat(decoder.broken()).isZero();
    }
  }

  @Test
  void after_a_lost_unit_nothing_is_shown_until_the_next_idr() throws Exception {
    Clip clip = Clip.of(SOURCE, 12, 6);
    try (VideoDecoder decoder = new VideoDecoder()) {
      picture(decode(decoder, clip.unit(0))).close();
      decoder.lost();
      assertThat(decode(decoder, clip.unit(3))).isNull();
      assertThat(decoder.waitsForIdr()).isTrue();
      picture(decode(decoder, clip.unit(6))).close();
    }
  }

  @Test
  void lengths_that_do_not_add_up_are_damage() throws Exception {
    byte[] unit = Clip.of(SOURCE, 1, 1).unit(0);
    try (VideoDecoder decoder = new VideoDecoder()) {
      assertThat(decoder.decode(unit, 0, unit.length - 1, 0, 0)).isNull();
      assertThat(decoder.broken()).isEqualTo(1);
      picture(decode(decoder, unit)).close();
      assertThat(decoder.decode(unit, 0, 0, 0, 0)).isNull();
    }
  }

  @Test
  void ten_bits_and_full_chroma_are_refused() throws Exception {
    for (String format : new String[] {"yuv420p10le", "yuv444p"}) {
      Clip clip = Clip.of(SOURCE, 2, "-pix_fmt " + format + " -c:v libx264 -tune zerolatency");
      try (VideoDecoder decoder = new VideoDecoder()) {
        assertThat(decode(decoder, clip.unit(0))).isNull();
        assertThat(decoder.broken()).isEqualTo(1);
      }
    }
  }

  @Test
  void ten_thousand_mutated_units_neither_crash_nor_leak() throws Exception {
    Clip clip = Clip.of("testsrc2=size=160x90:rate=30", 30, 5);
    long seed = 20_261_128;
    Random random = new Random(seed);
    long openBefore = Picture.open();
    try (VideoDecoder decoder = new VideoDecoder()) {
      mutate(decoder, clip, random, 3000);
      long before = Planes.residentKilobytes();
      int shown = mutate(decoder, clip, random, 10_000);
      assertThat(Planes.residentKilobytes() - before).as("seed %d", seed).isLessThan(40_000);
      assertThat(decoder.broken()).isGreaterThan(500);
      assertThat(shown).isGreaterThan(100);
      picture(decode(decoder, clip.unit(0))).close();
    }
    assertThat(Picture.open()).isEqualTo(openBefore);
  }

  private static int mutate(VideoDecoder decoder, Clip clip, Random random, int times) {
    int shown = 0;
    for (int i = 0; i < times; i++) {
      byte[] unit = clip.unit(i % clip.units().size()).clone();
      for (int flips = random.nextInt(8) - 4; flips > 0; flips--) {
        unit[random.nextInt(unit.length)] = (byte) random.nextInt();
      }
      int length = random.nextInt(16) == 0 ? random.nextInt(unit.length) : unit.length;
      Picture picture = decoder.decode(unit, 0, length, i, 0);
      if (picture != null) {
        shown++;
        picture.close();
      }
    }
    return shown;
  }

  @Test
  void a_thousand_decoders_leave_nothing_behind() throws Exception {
    byte[] unit = Clip.of(SOURCE, 1, 1).unit(0);
    openAndDecode(unit, 300);
    long before = Planes.residentKilobytes();
    openAndDecode(unit, 1000);
    // One leaked picture of this size has 90 kB.
    assertThat(Planes.residentKilobytes() - before).isLessThan(30_000);
  }

  private static void openAndDecode(byte[] unit, int times) {
    for (int i = 0; i < times; i++) {
      try (VideoDecoder decoder = new VideoDecoder();
          Picture picture = picture(decode(decoder, unit))) {
        picture.retain().close();
      }
    }
  }

  @Test
  void a_picture_outlives_its_decoder_until_its_last_reference_is_closed() throws Exception {
    byte[] unit = Clip.of(SOURCE, 1, 1).unit(0);
    long open = Picture.open();
    VideoDecoder decoder = new VideoDecoder();
    Picture first = picture(decode(decoder, unit));
    byte[] samples = Planes.of(first).samples();
    Picture second = first.retain();
    decoder.close();
    decoder.close();
    first.close();
    first.close();
    assertThat(Planes.of(second).samples()).isEqualTo(samples);
    assertThat(Picture.open()).isEqualTo(open + 1);
    second.close();
    assertThat(Picture.open()).isEqualTo(open);
    assertThatThrownBy(first::width).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(second::retain).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> decode(decoder, unit)).isInstanceOf(IllegalStateException.class);
  }
}
