package io.linkmic.node.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A pool that works when the test says so. */
class MailboxTest {
  private final Deque<Runnable> pool = new ArrayDeque<>();
  private final List<String> received = new ArrayList<>();
  private final Mailbox<String> mailbox = new Mailbox<>(8, pool::add, received::add);

  private void work() {
    Runnable turn;
    while ((turn = pool.poll()) != null) {
      turn.run();
    }
  }

  @Test
  void what_is_in_no_hurry_waits_for_what_is_and_is_received_in_order() {
    mailbox.postWithoutHaste("sound", 8);
    assertThat(pool).isEmpty();
    mailbox.post("picture", 8);
    work();
    assertThat(received).containsExactly("sound", "picture");
  }

  @Test
  void several_messages_cost_one_turn() {
    mailbox.post("a", 8);
    mailbox.post("b", 8);
    assertThat(pool).hasSize(1);
    work();
    assertThat(received).containsExactly("a", "b");
  }

  @Test
  void what_waits_can_be_hastened_and_nothing_costs_nothing() {
    mailbox.hasten();
    assertThat(pool).isEmpty();
    mailbox.postWithoutHaste("sound", 8);
    mailbox.hasten();
    work();
    assertThat(received).containsExactly("sound");
  }

  @Test
  void it_tells_once_that_something_was_in_a_hurry() {
    assertThat(mailbox.takeHurried()).isFalse();
    mailbox.postWithoutHaste("sound", 8);
    mailbox.hasten();
    assertThat(mailbox.takeHurried()).isFalse();
    mailbox.post("picture", 8);
    assertThat(mailbox.takeHurried()).isTrue();
    assertThat(mailbox.takeHurried()).isFalse();
  }

  @Test
  void what_does_not_fit_is_refused() {
    assertThat(mailbox.post("a", 1)).isTrue();
    assertThat(mailbox.post("b", 1)).isFalse();
    work();
    assertThat(received).containsExactly("a");
  }
}
