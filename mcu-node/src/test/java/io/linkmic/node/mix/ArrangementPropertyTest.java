package io.linkmic.node.mix;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.layout.Fit;
import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.layout.Region;
import io.linkmic.contract.layout.Template;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any room, canvas and layout; the seed is in the test's name. */
class ArrangementPropertyTest {
  private static final int ROUNDS = 2_000;

  /**
   * One case.
   *
   * @param members of different slots, in no order
   */
  private record Case(
      Layout layout, List<Member> members, @Nullable String speaker, int width, int height) {

    List<PlacedRegion> arranged() {
      return Arrangement.of(layout, members, speaker, width, height);
    }
  }

  private static Case any(Random random) {
    List<Integer> slots = new ArrayList<>();
    for (int slot = 0; slot < 16; slot++) {
      slots.add(slot);
    }
    Collections.shuffle(slots, random);
    List<Member> members = new ArrayList<>();
    for (int slot : slots.subList(0, 1 + random.nextInt(16))) {
      members.add(
          new Member(
              "p" + slot,
              slot,
              "Host",
              random.nextBoolean(),
              random.nextInt(2000),
              random.nextInt(2000)));
    }
    return new Case(
        layout(random),
        members,
        random.nextBoolean() ? null : "p" + random.nextInt(16),
        // 16 columns of two pixels fit: nobody is left out.
        2 * (16 + random.nextInt(1905)),
        2 * (16 + random.nextInt(1065)));
  }

  private static Layout layout(Random random) {
    Template[] all = Template.values();
    Template template = all[random.nextInt(all.length)];
    List<Region> regions = new ArrayList<>();
    if (template == Template.REGIONS) {
      for (int slot = 0; slot < 1 + random.nextInt(16); slot++) {
        double x = random.nextDouble();
        double y = random.nextDouble();
        regions.add(
            new Region(
                null,
                slot,
                x,
                y,
                random.nextDouble() * (1 - x),
                random.nextDouble() * (1 - y),
                random.nextInt(4),
                Fit.COVER,
                null));
      }
    }
    Layout d = Layout.DEFAULT;
    return new Layout(
        template,
        regions,
        d.background(),
        random.nextBoolean(),
        null,
        d.placeholder(),
        d.border(),
        d.crossFade(),
        random.nextBoolean() ? null : "p" + random.nextInt(16),
        1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void regions_are_even_inside_the_canvas_and_sorted(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      Case some = any(random);
      int z = Integer.MIN_VALUE;
      for (PlacedRegion r : some.arranged()) {
        assertThat((r.x() | r.y() | r.width() | r.height()) & 1).as("%s %s", some, r).isZero();
        assertThat(
                r.x() >= 0
                    && r.y() >= 0
                    && r.width() > 0
                    && r.height() > 0
                    && r.x() + r.width() <= some.width()
                    && r.y() + r.height() <= some.height())
            .as("%s %s", some, r)
            .isTrue();
        assertThat(r.z()).as("%s %s", some, r).isGreaterThanOrEqualTo(z);
        z = r.z();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void whatever_is_beside_each_other_does_not_overlap(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      Case some = any(random);
      if (some.layout().template() == Template.REGIONS) {
        continue;
      }
      List<PlacedRegion> regions = some.arranged();
      for (int a = 0; a < regions.size(); a++) {
        for (int b = a + 1; b < regions.size(); b++) {
          // Small pictures are meant to be in front of the large one.
          if (regions.get(a).z() == regions.get(b).z()) {
            assertThat(overlap(regions.get(a), regions.get(b)))
                .as("%s %s %s", some, regions.get(a), regions.get(b))
                .isFalse();
          }
        }
      }
    }
  }

  private static boolean overlap(PlacedRegion a, PlacedRegion b) {
    return a.x() < b.x() + b.width()
        && b.x() < a.x() + a.width()
        && a.y() < b.y() + b.height()
        && b.y() < a.y() + a.height();
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8})
  void everybody_is_shown_once_but_in_single(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      Case some = any(random);
      List<@Nullable String> shown =
          some.arranged().stream().map(PlacedRegion::participantId).toList();
      switch (some.layout().template()) {
        case REGIONS -> {}
        case SINGLE -> assertThat(shown).as("%s", some).hasSize(1);
        case AUTO, SIDE_BY_SIDE, GRID ->
            assertThat(shown)
                .as("%s", some)
                .containsExactlyInAnyOrderElementsOf(
                    some.members().stream().map(Member::participantId).toList());
        // On a canvas of a few pixels, strips and small pictures may vanish.
        case PICTURE_IN_PICTURE, STAGE -> {
          if (Math.min(some.width(), some.height()) >= 64) {
            assertThat(shown).as("%s", some).hasSameSizeAs(some.members()).doesNotHaveDuplicates();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 10})
  void the_order_in_which_members_are_named_does_not_matter(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      Case some = any(random);
      List<Member> shuffled = new ArrayList<>(some.members());
      Collections.shuffle(shuffled, random);
      assertThat(
              Arrangement.of(some.layout(), shuffled, some.speaker(), some.width(), some.height()))
          .as("%s", some)
          .isEqualTo(some.arranged());
    }
  }
}
