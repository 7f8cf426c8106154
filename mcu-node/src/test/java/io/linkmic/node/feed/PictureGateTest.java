package io.linkmic.node.feed;

import static io.linkmic.node.feed.PictureGate.Verdict.DROP;
import static io.linkmic.node.feed.PictureGate.Verdict.SEND;
import static io.linkmic.node.feed.PictureGate.Verdict.WANT_KEY_FRAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.node.feed.PictureGate.Verdict;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PictureGateTest {
  private final PictureGate gate = new PictureGate();
  private Instant now = Instant.EPOCH;
  private boolean blocked;

  @Test
  void nothing_passes_before_an_idr_which_is_asked_for_twice_a_second() {
    assertThat(picture(false)).isEqualTo(WANT_KEY_FRAME);
    assertThat(picture(false)).isEqualTo(DROP);
    now = now.plus(PictureGate.ASK_AGAIN);
    assertThat(picture(false)).isEqualTo(WANT_KEY_FRAME);
    assertThat(picture(true)).isEqualTo(SEND);
    assertThat(picture(false)).isEqualTo(SEND);
  }

  @Test
  void after_a_hole_only_an_idr_passes() {
    picture(true);
    gate.broken();
    assertThat(picture(false)).isEqualTo(WANT_KEY_FRAME);
    assertThat(picture(true)).isEqualTo(SEND);
  }

  @Test
  void a_blocked_socket_costs_pictures_up_to_the_next_idr() {
    picture(true);
    blocked = true;
    assertThat(picture(true)).isEqualTo(DROP);
    blocked = false;
    assertThat(picture(false)).isEqualTo(WANT_KEY_FRAME);
    assertThat(picture(true)).isEqualTo(SEND);
  }

  private Verdict picture(boolean idr) {
    return gate.picture(idr, blocked, now);
  }
}
