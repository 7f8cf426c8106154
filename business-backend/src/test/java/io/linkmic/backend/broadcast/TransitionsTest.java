package io.linkmic.backend.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TransitionsTest {

  @ParameterizedTest
  @CsvSource({
    // state, then the next one for: on-air, off-air, end-requested, host-away, never-live,
    // room-deleted
    "CREATED,     LIVE,  CREATED,     ENDED, CREATED,     ENDED,       ENDED",
    "LIVE,        LIVE,  INTERRUPTED, ENDED, LIVE,        LIVE,        ENDED",
    "INTERRUPTED, LIVE,  INTERRUPTED, ENDED, ENDED,       INTERRUPTED, ENDED",
    "ENDED,       ENDED, ENDED,       ENDED, ENDED,       ENDED,       ENDED",
  })
  void every_cause_in_every_state(
      BroadcastState state,
      BroadcastState onAir,
      BroadcastState offAir,
      BroadcastState endRequested,
      BroadcastState hostAway,
      BroadcastState neverLive,
      BroadcastState roomDeleted) {
    assertThat(Transitions.next(state, Cause.ON_AIR)).isEqualTo(onAir);
    assertThat(Transitions.next(state, Cause.OFF_AIR)).isEqualTo(offAir);
    assertThat(Transitions.next(state, Cause.END_REQUESTED)).isEqualTo(endRequested);
    assertThat(Transitions.next(state, Cause.HOST_AWAY)).isEqualTo(hostAway);
    assertThat(Transitions.next(state, Cause.NEVER_LIVE)).isEqualTo(neverLive);
    assertThat(Transitions.next(state, Cause.ROOM_DELETED)).isEqualTo(roomDeleted);
    assertThat(Transitions.next(state, Cause.CREATED)).isEqualTo(state);
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void an_end_is_for_good(Cause cause) {
    assertThat(Transitions.next(BroadcastState.ENDED, cause)).isEqualTo(BroadcastState.ENDED);
  }

  @Test
  void the_diagram_in_the_docs_shows_these_transitions_and_no_others() throws IOException {
    Set<String> real = new TreeSet<>();
    for (BroadcastState state : BroadcastState.values()) {
      for (Cause cause : Cause.values()) {
        BroadcastState next = Transitions.next(state, cause);
        if (next != state) {
          real.add(state + " --> " + next + ": " + cause.word());
        }
      }
    }
    Set<String> drawn = new TreeSet<>();
    Matcher arrows =
        Pattern.compile("(?m)^ *([A-Z]+) --> ([A-Z]+): ([a-z, -]+)$")
            .matcher(Files.readString(Path.of("../docs/business-backend.md")));
    while (arrows.find()) {
      for (String cause : arrows.group(3).split(", ", -1)) {
        drawn.add(arrows.group(1) + " --> " + arrows.group(2) + ": " + cause);
      }
    }
    assertThat(drawn).isEqualTo(real);
  }
}
