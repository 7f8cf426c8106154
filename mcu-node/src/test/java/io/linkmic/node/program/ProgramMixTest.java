package io.linkmic.node.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.layout.Template;
import io.linkmic.contract.program.ProgramMode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hosts come and go, one fault at a time. */
class ProgramMixTest extends MixStage {

  @Test
  void a_second_host_is_cut_in_and_out_without_a_gap() {
    Guest second = aMixOf("a", "b");
    second.leave();
    run(2000);
    assertThat(modes)
        .containsExactly(ProgramMode.PASSTHROUGH, ProgramMode.MIX, ProgramMode.PASSTHROUGH);
    assertThat(mixes.latest().isOver()).isTrue();
    assertThat(mixed(pictures().getLast())).isFalse();
    assertUnbroken(51);
  }

  @Test
  void who_is_on_air_never_gives_way_to_its_placeholder() {
    Guest first = new Guest("a");
    first.deaf = true;
    first.gop = 90;
    run(3500); // its next key frame comes 2.5 s from now
    new Guest("b");
    run(2000);
    assertThat(program.mode()).isEqualTo(ProgramMode.PASSTHROUGH);
    run(1500);
    assertThat(program.mode()).isEqualTo(ProgramMode.MIX);
    assertThat(mixes.latest().shown()).containsExactly("a", "b");
    assertThat(mixes.latest().shownUnready()).isEmpty();
    assertUnbroken(51);
  }

  @Test
  void who_joins_a_mix_gets_a_place_once_there_is_a_picture_for_it() {
    aMixOf("a", "b");
    new Guest("c");
    run(1500);
    assertThat(mixes.latest().shown()).containsExactly("a", "b", "c");
    assertThat(mixes.latest().shownUnready()).isEmpty();
    assertUnbroken(51);
  }

  @Test
  void whose_sound_comes_too_late_from_the_beginning_is_heard_all_the_same() {
    new Guest("a");
    run(1500);
    Guest late = new Guest("b");
    run(60);
    late.soundLate = 400;
    run(4000);
    assertThat(program.air().desk().level("b")).isLessThan(100);
    assertUnbroken(51);
  }

  @Test
  void who_vanishes_in_a_mix_stays_in_it_for_the_hold_time() {
    Guest second = aMixOf("a", "b");
    second.vanish();
    run(4800);
    assertThat(program.mode()).isEqualTo(ProgramMode.MIX);
    assertThat(mixes.latest().shown()).containsExactly("a", "b");
    run(2000);
    assertThat(program.mode()).isEqualTo(ProgramMode.PASSTHROUGH);
    assertThat(program.onAir()).isSameAs(guests.getFirst().source);
    assertUnbroken(51);
  }

  @Test
  void the_rate_that_targets_take_holds_for_the_mix_and_for_those_after_it() {
    assertThat(program.mixBitrate(2_000_000)).isFalse();
    Guest second = aMixOf("a", "b");
    assertThat(program.mixBitrate(1_000_000)).isTrue();
    assertThat(program.mixBitrate(1_000_000)).isFalse();
    assertThat(mixes.latest().bitrate()).isEqualTo(1_000_000);
    second.leave();
    run(2000);
    assertThat(program.mixFigures()).isNull();
    new Guest("c");
    run(3000);
    assertThat(mixes.opened()).hasSize(2);
    assertThat(mixes.latest().bitrate()).isEqualTo(1_000_000);
  }

  @Test
  void a_mix_that_gives_way_says_so_and_that_it_is_over_when_the_mix_is() {
    Guest second = aMixOf("a", "b");
    assertThat(program.mixFigures()).isNotNull();
    assertThat(program.mixFigures().degraded()).isNull();
    mixes.latest().degrade("Half of it.");
    run(10);
    assertThat(program.mixFigures().degraded()).isEqualTo("Half of it.");
    assertThat(degraded).containsExactly("Half of it.");
    second.leave();
    run(2000);
    assertThat(program.mode()).isEqualTo(ProgramMode.PASSTHROUGH);
    assertThat(degraded).containsExactly("Half of it.", "");
  }

  @Test
  void who_is_silent_without_a_word_in_a_mix_counts_as_vanished() {
    Guest second = aMixOf("a", "b");
    second.here = false;
    run(4800);
    assertThat(program.mode()).isEqualTo(ProgramMode.MIX);
    run(3500);
    assertThat(program.mode()).isEqualTo(ProgramMode.PASSTHROUGH);
    assertUnbroken(51);
    second.here = true;
    run(3000);
    assertThat(program.mode()).isEqualTo(ProgramMode.MIX);
    assertUnbroken(51);
  }

  @Test
  void when_all_are_silent_without_a_word_the_program_ends() {
    aMixOf("a", "b");
    guests.forEach(guest -> guest.here = false);
    run(4800);
    assertThat(ended).isFalse();
    run(500);
    assertThat(ended).isTrue();
    assertThat(mixes.latest().isOver()).isTrue();
    guests.forEach(guest -> guest.here = true);
    run(2000);
    assertThat(program.mode()).isNotEqualTo(ProgramMode.IDLE);
  }

  @Test
  void who_stalls_for_less_than_the_hold_time_is_never_out_of_the_mix() {
    Guest second = aMixOf("a", "b");
    second.here = false;
    run(4000);
    second.here = true;
    run(8000);
    assertThat(modes).containsExactly(ProgramMode.PASSTHROUGH, ProgramMode.MIX);
    assertThat(mixes.opened()).hasSize(1);
    assertThat(mixes.latest().shown()).containsExactly("a", "b");
    assertUnbroken(51);
  }

  @Test
  void who_vanished_comes_back_into_the_same_mix() {
    Guest second = aMixOf("a", "b");
    second.vanish();
    run(2000);
    new Guest("b");
    run(6000);
    assertThat(modes).containsExactly(ProgramMode.PASSTHROUGH, ProgramMode.MIX);
    assertThat(mixes.opened()).hasSize(1);
    assertThat(mixes.latest().begunAnew()).isEqualTo(1);
    assertThat(replaced).containsExactly(second.source);
    assertUnbroken(51);
  }

  @Test
  void another_stream_of_a_host_takes_over_inside_of_the_mix() {
    Guest second = aMixOf("a", "b");
    Guest successor = new Guest("b");
    run(2000);
    second.here = false;
    run(2000);
    assertThat(replaced).containsExactly(second.source);
    assertThat(program.knows(successor.source)).isTrue();
    assertThat(program.knows(second.source)).isFalse();
    assertThat(modes).containsExactly(ProgramMode.PASSTHROUGH, ProgramMode.MIX);
    assertUnbroken(51);
  }

  @Test
  void a_camera_that_is_off_leaves_the_picture_to_the_other_until_it_is_on_again() {
    Guest second = aMixOf("a", "b");
    second.cameraOff(true);
    run(2000);
    assertThat(program.mode()).isEqualTo(ProgramMode.PASSTHROUGH);
    assertThat(program.onAir()).isSameAs(guests.getFirst().source);
    second.cameraOff(false);
    run(2000);
    assertThat(program.mode()).isEqualTo(ProgramMode.MIX);
    assertThat(mixes.opened()).hasSize(2);
    assertUnbroken(51);
  }

  @Test
  void who_is_alone_and_switches_the_camera_off_is_a_placeholder_until_it_is_on_again() {
    Guest alone = new Guest("a");
    run(1500);
    alone.cameraOff(true);
    run(20_000);
    assertThat(program.mode()).isEqualTo(ProgramMode.MIX);
    assertThat(mixes.latest().shown()).isEmpty();
    assertThat(ended).isFalse();
    alone.cameraOff(false);
    run(1500);
    assertThat(modes)
        .containsExactly(ProgramMode.PASSTHROUGH, ProgramMode.MIX, ProgramMode.PASSTHROUGH);
    assertUnbroken(100);
  }

  @Test
  void when_the_first_host_leaves_the_second_goes_on_alone() {
    Guest second = aMixOf("a", "b");
    guests.getFirst().leave();
    run(2000);
    assertThat(program.mode()).isEqualTo(ProgramMode.PASSTHROUGH);
    assertThat(program.onAir()).isSameAs(second.source);
    assertUnbroken(51);
  }

  @Test
  void when_both_leave_the_program_ends() {
    Guest second = aMixOf("a", "b");
    guests.getFirst().leave();
    second.leave();
    run(200);
    assertThat(ended).isTrue();
    assertThat(program.mode()).isEqualTo(ProgramMode.IDLE);
    assertThat(mixes.latest().isOver()).isTrue();
    assertUnbroken(51);
  }

  @Test
  void when_both_vanish_the_mix_is_held_and_then_the_program_ends() {
    Guest second = aMixOf("a", "b");
    guests.getFirst().vanish();
    run(1000);
    second.vanish();
    run(3500);
    assertThat(ended).isFalse();
    run(3000);
    assertThat(ended).isTrue();
    assertThat(mixes.latest().isOver()).isTrue();
    assertUnbroken(51);
  }

  @Test
  void a_mix_that_fails_gives_way_to_one_host_and_is_tried_again() {
    aMixOf("a", "b");
    mixes.latest().fail();
    run(1000);
    assertThat(program.mode()).isEqualTo(ProgramMode.PASSTHROUGH);
    assertThat(mixes.opened()).hasSize(1);
    run(7000);
    assertThat(program.mode()).isEqualTo(ProgramMode.MIX);
    assertThat(mixes.opened()).hasSize(2);
    assertUnbroken(151);
  }

  @Test
  void a_host_who_comes_during_hold_goes_on_air_alone_and_is_mixed_with_who_comes_back() {
    Guest first = new Guest("a");
    run(2000);
    first.vanish();
    run(1000);
    assertThat(program.mode()).isEqualTo(ProgramMode.HOLD);
    Guest second = new Guest("b");
    run(1500);
    assertThat(program.mode()).isEqualTo(ProgramMode.PASSTHROUGH);
    assertThat(program.onAir()).isSameAs(second.source);
    new Guest("a");
    run(2000);
    assertThat(program.mode()).isEqualTo(ProgramMode.MIX);
    assertUnbroken(151);
  }

  @Test
  void who_listens_to_a_mix_gets_its_sound_until_it_does_not_listen_any_more() {
    aMixOf("a", "b");
    program.listen(Arrays.asList("b", null));
    run(500);
    assertThat(returned).contains("b", "audience").doesNotContain("a");
    program.listen(List.of("b"));
    returned.clear();
    run(500);
    assertThat(returned).containsOnly("b");
    program.listen(List.of());
    returned.clear();
    run(500);
    assertThat(returned).isEmpty();
  }

  @Test
  void who_is_shown_alone_and_stalls_gives_way_to_the_other() {
    program.layout(Layout.DEFAULT.with(Template.SINGLE), now * 1000);
    Guest first = new Guest("a");
    run(1500);
    Guest second = new Guest("b");
    run(1500);
    assertThat(program.onAir()).isSameAs(first.source);
    first.here = false;
    run(8000);
    assertThat(ended).isFalse();
    assertThat(program.mode()).isEqualTo(ProgramMode.PASSTHROUGH);
    assertThat(program.onAir()).isSameAs(second.source);
    assertUnbroken(1600);
  }
}
