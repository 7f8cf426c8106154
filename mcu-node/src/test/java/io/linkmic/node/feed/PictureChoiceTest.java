package io.linkmic.node.feed;

import static io.linkmic.node.room.PictureSize.FULL;
import static io.linkmic.node.room.PictureSize.NONE;
import static io.linkmic.node.room.PictureSize.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.node.room.PictureSize;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Paths that lose what does not fit through them, and receivers that report it every second. */
class PictureChoiceTest {
  private static final int SOUND = 60_000;

  private final Downlink downlink = new Downlink();
  private Instant now = Instant.EPOCH;
  private final PictureChoice choice = new PictureChoice(downlink, now);
  private final List<String> changes = new ArrayList<>();
  private boolean small = true;
  private int seconds;
  private int lost;
  private long highest;

  @Test
  void a_narrow_path_gets_small_pictures_and_full_ones_are_tried_ever_more_rarely() {
    path(800_000, 300);
    assertThat(changes.getFirst()).endsWith("SMALL");
    assertThat(changes).noneMatch(change -> change.endsWith("NONE"));
    List<Integer> tries = at(FULL);
    assertThat(apart(tries)).isSorted();
    assertThat(tries).hasSizeBetween(4, 6);
    assertThat(apart(tries).getLast()).isGreaterThanOrEqualTo(80);
  }

  @Test
  void once_the_path_is_wide_again_full_pictures_come_and_stay() {
    path(800_000, 20);
    assertThat(choice.size()).isEqualTo(SMALL);
    path(10_000_000, 60);
    assertThat(choice.size()).isEqualTo(FULL);
    int before = changes.size();
    path(10_000_000, 120);
    assertThat(changes).hasSize(before);
    path(800_000, 8);
    assertThat(choice.size()).isEqualTo(SMALL);
    path(10_000_000, 14);
    assertThat(choice.size()).as("the first try is early again").isEqualTo(FULL);
  }

  @Test
  void without_a_smaller_stream_sound_goes_on_alone_and_pictures_are_tried() {
    small = false;
    path(800_000, 120);
    assertThat(changes.getFirst()).endsWith("NONE");
    assertThat(apart(at(FULL))).isSorted();
    assertThat(apart(at(FULL)).getLast()).isGreaterThanOrEqualTo(32);
  }

  @Test
  void a_path_for_sound_only_gets_no_pictures() {
    path(150_000, 60);
    assertThat(changes.get(0)).endsWith("SMALL");
    assertThat(changes.get(1)).endsWith("NONE");
    assertThat(at(FULL)).isEmpty();
  }

  @Test
  void when_the_smaller_stream_ends_the_other_one_is_tried() {
    path(800_000, 8);
    assertThat(choice.size()).isEqualTo(SMALL);
    small = false;
    assertThat(choice.decide(false, now)).isEqualTo(FULL);
  }

  @Test
  void a_path_wide_enough_is_left_alone() {
    path(3_000_000, 300);
    assertThat(changes).isEmpty();
  }

  @Test
  void a_limit_that_the_receiver_sees_keeps_full_pictures_from_being_tried() {
    path(800_000, 8);
    assertThat(choice.size()).isEqualTo(SMALL);
    for (int i = 0; i < 60; i++) {
      downlink.estimated(750_000, now);
      path(800_000, 1);
    }
    assertThat(choice.size()).isEqualTo(SMALL);
    for (int i = 0; i < 20; i++) {
      downlink.estimated(1_100_000, now);
      path(800_000, 1);
    }
    assertThat(at(FULL)).isNotEmpty();
  }

  private void path(long capacity, int lasting) {
    for (int second = 0; second < lasting; second++) {
      long sending = SOUND + rate(choice.size());
      for (int i = 0; i < 30; i++) {
        now = now.plusNanos(33_333_333);
        downlink.sent((int) (sending / (8.0 * 30 * 1.08)), now);
        decide();
      }
      seconds++;
      int packets = (int) (sending / 8 / 1000);
      highest += packets;
      lost += (int) (packets * Math.max(0, 1 - (double) capacity / sending));
      downlink.reported(lost, highest, Duration.ofMillis(50), now);
      decide();
    }
  }

  private void decide() {
    PictureSize before = choice.size();
    PictureSize size = choice.decide(small, now);
    if (size != before) {
      changes.add(seconds + " " + size);
    }
  }

  private static long rate(PictureSize size) {
    return switch (size) {
      case FULL -> 2_500_000;
      case SMALL -> 600_000;
      case NONE -> 0;
    };
  }

  private List<Integer> at(PictureSize size) {
    return changes.stream()
        .filter(change -> change.endsWith(size.name()))
        .map(change -> Integer.parseInt(change.substring(0, change.indexOf(' '))))
        .toList();
  }

  private static List<Integer> apart(List<Integer> times) {
    List<Integer> apart = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      apart.add(times.get(i) - times.get(i - 1));
    }
    return apart;
  }
}
