package io.linkmic.node.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.layout.Template;
import io.linkmic.contract.program.ProgramMode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything at once, in any order: whatever happened, what is there afterwards is on air. */
class ProgramMixChaosTest extends MixStage {
  private static final List<Template> TEMPLATES =
      List.of(Template.AUTO, Template.SINGLE, Template.STAGE, Template.GRID);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void whatever_hosts_do_the_program_is_unbroken_and_finds_its_way_back(long seed) {
    Random chance = new Random(seed);
    Guest anchor = new Guest("anchor");
    run(1500);
    for (int step = 0; step < 25; step++) {
      disturb(chance);
      run(50 + chance.nextInt(1500));
    }
    program.layout(Layout.DEFAULT, now * 1000);
    guests.stream().filter(guest -> guest.here).forEach(guest -> guest.cameraOff(false));
    run(10_000);
    int before = pictures().size();
    run(2_000);
    long here = guests.stream().filter(guest -> guest.here).count();
    assertThat(anchor.here).isTrue();
    assertThat(program.mode())
        .as("seed %d, %d hosts: %s", seed, here, program.reason())
        .isEqualTo(here == 1 ? ProgramMode.PASSTHROUGH : ProgramMode.MIX);
    assertThat(pictures().size() - before).as("seed %d", seed).isBetween(55, 62);
    assertThat(ended).as("seed %d", seed).isFalse();
    assertUnbroken(1600);
  }

  private void disturb(Random chance) {
    List<Guest> others = guests.stream().filter(guest -> guest.here).skip(1).toList();
    Guest other = others.isEmpty() ? null : others.get(chance.nextInt(others.size()));
    switch (chance.nextInt(other == null ? 3 : 8)) {
      case 0 ->
          program.layout(
              Layout.DEFAULT.with(TEMPLATES.get(chance.nextInt(TEMPLATES.size()))), now * 1000);
      case 1, 2 -> join("guest" + chance.nextInt(3));
      case 3 -> other.leave();
      case 4 -> other.vanish();
      case 5 -> other.cameraOff(other.camera);
      case 6 -> {
        if (!mixes.opened().isEmpty() && !mixes.latest().isOver()) {
          mixes.latest().fail();
        }
      }
      default -> {
        other.here = false;
        run(500 + chance.nextInt(2500));
        other.here = program.knows(other.source);
      }
    }
  }

  /** Another stream of the same host ends the one before, as the room does. */
  private void join(String id) {
    List<Guest> before =
        guests.stream().filter(g -> g.here && g.source.participantId().equals(id)).toList();
    new Guest(id);
    run(1000);
    before.forEach(guest -> guest.here = false);
  }
}
