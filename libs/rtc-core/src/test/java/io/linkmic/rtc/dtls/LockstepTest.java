package io.linkmic.rtc.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LockstepTest {

  @Test
  void body_and_owner_take_turns() {
    List<String> turns = new ArrayList<>();
    AtomicReference<Lockstep> self = new AtomicReference<>();
    Lockstep lockstep =
        new Lockstep(() -> {
          turns.add("body 1");
          self.get().yieldToOwner();
          turns.add("body 2");
        });
    self.set(lockstep);

    turns.add("owner 1");
    assertThat(lockstep.resume()).isTrue();
    turns.add("owner 2");
    assertThat(lockstep.resume()).isFalse();
    turns.add("owner 3");

    assertThat(turns).containsExactly("owner 1", "body 1", "owner 2", "body 2", "owner 3");
    assertThat(lockstep.resume()).isFalse();
  }

  @Test
  void a_body_given_up_is_unwound() {
    List<String> unwound = new ArrayList<>();
    AtomicReference<Lockstep> self = new AtomicReference<>();
    Lockstep lockstep =
        new Lockstep(() -> {
          try {
            self.get().yieldToOwner();
          } finally {
            unwound.add("yes");
          }
        });
    self.set(lockstep);
    lockstep.resume();
    lockstep.abandon();

    assertThat(unwound).containsExactly("yes");
    assertThat(lockstep.isRunnable()).isFalse();
  }

  @Test
  void an_interrupted_owner_still_waits_for_its_turn() {
    Lockstep lockstep = new Lockstep(() -> {});
    Thread.currentThread().interrupt();

    assertThat(lockstep.resume()).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void five_hundred_handshakes_begun_or_done_leave_no_thread() {
    long before = handshakeThreads();
    for (int i = 0; i < 500; i++) {
      DtlsPair pair = new DtlsPair(i).start();
      if (i % 10 == 0) {
        pair.runFor(Duration.ofSeconds(1));
      } else if (i % 2 == 0) {
        pair.runFor(Duration.ofMillis(30));
      }
      pair.close();
    }
    // The last body has handed over its turn but may still be on its way out.
    Instant patience = Instant.now().plusSeconds(5);
    while (handshakeThreads() > before && Instant.now().isBefore(patience)) {
      Thread.onSpinWait();
    }
    assertThat(handshakeThreads()).isEqualTo(before);
  }

  /** Platform threads by the JVM's own list; virtual ones by what a thread dump would show. */
  private static long handshakeThreads() {
    long platform =
        Thread.getAllStackTraces().entrySet().stream()
            .map(Map.Entry::getKey)
            .filter(thread -> thread.getName().startsWith("dtls"))
            .count();
    return platform + Lockstep.running();
  }
}
