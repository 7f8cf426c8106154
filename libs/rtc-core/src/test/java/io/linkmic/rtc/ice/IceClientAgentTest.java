package io.linkmic.rtc.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Bytes;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class IceClientAgentTest {
  private static final Instant START = Instant.EPOCH;
  private static final InetSocketAddress NODE = new InetSocketAddress("203.0.113.1", 10000);
  private static final InetSocketAddress NOWHERE = new InetSocketAddress("203.0.113.2", 10000);
  private static final InetSocketAddress WIFI = new InetSocketAddress("198.51.100.7", 40000);
  private static final InetSocketAddress CELLULAR = new InetSocketAddress("192.0.2.9", 50000);
  private static final IceCredentials HOST_SIDE = IceCredentials.random(new Random(1));
  private static final IceCredentials NODE_SIDE = IceCredentials.random(new Random(2));

  private final IceClientAgent host =
      new IceClientAgent(START, WIFI, HOST_SIDE, NODE_SIDE, new Random(3));
  private final IceLiteAgent node = new IceLiteAgent(START, NODE_SIDE, IceTimeouts.DEFAULT);
  private final List<IceOutput> ofHost = new ArrayList<>();
  private final List<IceOutput> ofNode = new ArrayList<>();
  private Predicate<IceOutput.Send> lost = _ -> false;
  private Instant now = START;

  @Test
  void the_first_answer_selects_the_path_on_both_sides() {
    offer(NODE);

    assertThat(ofHost).contains(new IceOutput.Selected(new Path(WIFI, NODE)));
    assertThat(ofNode).contains(new IceOutput.Selected(new Path(NODE, WIFI)));
    assertThat(host.isValidated(new Path(WIFI, NODE))).isTrue();
  }

  @Test
  void a_dead_candidate_does_not_hold_up_a_good_one() {
    offer(NOWHERE, NODE);
    runFor(Duration.ofMillis(60));

    assertThat(host.selectedPath()).contains(new Path(WIFI, NODE));
  }

  @Test
  void a_lost_check_is_sent_again_after_500_then_1000_ms() {
    lost = send -> now.isBefore(START.plusMillis(1400));
    offer(NODE);
    runFor(Duration.ofSeconds(2));

    assertThat(sentAt()).startsWith(0L, 500L, 1500L);
    assertThat(host.selectedPath()).contains(new Path(WIFI, NODE));
  }

  @Test
  void without_any_answer_it_gives_up() {
    lost = _ -> true;
    offer(NODE);
    runFor(Duration.ofSeconds(31));

    assertThat(ofHost.getLast()).isEqualTo(new IceOutput.Failed(IceFailure.NO_PATH));
    assertThat(host.nextWakeup()).isEmpty();
  }

  @Test
  void consent_is_asked_for_every_4_to_6_seconds() {
    offer(NODE);
    runFor(Duration.ofMinutes(2));

    List<Long> times = sentAt();
    assertThat(times).hasSizeBetween(20, 31);
    for (int i = 1; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1)).isBetween(4000L, 6000L);
    }
    assertThat(ofHost).noneMatch(IceOutput.Failed.class::isInstance);
  }

  @Test
  void consent_expires_30_seconds_after_the_last_answer() {
    offer(NODE);
    runFor(Duration.ofSeconds(10));
    lost = _ -> true;
    runFor(Duration.ofSeconds(31));

    assertThat(ofHost.getLast()).isEqualTo(new IceOutput.Failed(IceFailure.CONSENT_EXPIRED));
  }

  @Test
  void a_new_local_address_moves_both_sides() {
    offer(NODE);
    runFor(Duration.ofSeconds(1));
    host.pathChanged(now, CELLULAR, this::fromHost);

    assertThat(host.selectedPath()).contains(new Path(CELLULAR, NODE));
    assertThat(node.selectedPath()).contains(new Path(NODE, CELLULAR));
  }

  @Test
  void a_restart_keeps_the_path_and_changes_the_credentials() {
    offer(NODE);
    IceCredentials hostAnew = IceCredentials.random(new Random(4));
    IceCredentials nodeAnew = IceCredentials.random(new Random(5));
    lost = _ -> true;
    host.restart(now, hostAnew, nodeAnew, this::fromHost);
    assertThat(host.selectedPath()).contains(new Path(WIFI, NODE));

    lost = _ -> false;
    node.restart(now, nodeAnew, hostAnew, this::fromNode);
    runFor(Duration.ofMinutes(2));

    assertThat(ofHost).noneMatch(IceOutput.Failed.class::isInstance);
    assertThat(ofNode).noneMatch(IceOutput.Failed.class::isInstance);
    assertThat(host.dropped(IceDrop.BAD_INTEGRITY)).isZero();
  }

  @Test
  void an_answer_nobody_asked_for_is_dropped() {
    offer(NODE);
    IceOutput.Send answer =
        (IceOutput.Send) ofNode.stream().filter(IceOutput.Send.class::isInstance).findFirst().get();

    host.receive(now, new Path(WIFI, NODE), answer.data(), this::fromHost);

    assertThat(host.dropped(IceDrop.UNKNOWN_TRANSACTION)).isEqualTo(1);
  }

  @Test
  void an_answer_from_another_address_than_asked_is_dropped() {
    lost = _ -> true;
    offer(NODE);
    IceOutput.Send check = (IceOutput.Send) ofHost.getFirst();
    node.receive(now, new Path(NODE, WIFI), check.data(), ofNode::add);
    Bytes answer = ((IceOutput.Send) ofNode.getFirst()).data();

    host.receive(now, new Path(WIFI, NOWHERE), answer, this::fromHost);

    assertThat(host.selectedPath()).isEmpty();
    assertThat(host.dropped(IceDrop.UNKNOWN_TRANSACTION)).isEqualTo(1);
  }

  @Test
  void two_clients_settle_who_controls() {
    IceClientAgent other = new IceClientAgent(START, NODE, NODE_SIDE, HOST_SIDE, new Random(9));
    Deque<Runnable> wire = new ArrayDeque<>();
    host.addRemoteCandidate(START, candidate(NODE, 1), o -> carry(o, host, other, wire));
    other.addRemoteCandidate(START, candidate(WIFI, 1), o -> carry(o, other, host, wire));

    for (int tick = 0; tick < 20; tick++) {
      now = now.plusMillis(50);
      host.wakeUp(now, o -> carry(o, host, other, wire));
      other.wakeUp(now, o -> carry(o, other, host, wire));
      while (!wire.isEmpty()) {
        wire.removeFirst().run();
      }
    }

    assertThat(host.selectedPath()).contains(new Path(WIFI, NODE));
    assertThat(other.selectedPath()).contains(new Path(NODE, WIFI));
  }

  private void carry(IceOutput output, IceAgent from, IceAgent to, Deque<Runnable> wire) {
    if (output instanceof IceOutput.Send(Path path, Bytes data)) {
      wire.addLast(
          () -> to.receive(now, reversed(path), data, answer -> carry(answer, to, from, wire)));
    }
  }

  private void offer(InetSocketAddress... addresses) {
    long priority = addresses.length;
    for (InetSocketAddress address : addresses) {
      host.addRemoteCandidate(now, candidate(address, priority--), this::fromHost);
    }
  }

  private static IceCandidate candidate(InetSocketAddress address, long priority) {
    return new IceCandidate("1", 1, priority, address, "host");
  }

  /** Both sides woken whenever they ask to be; datagrams travel in no time. */
  private void runFor(Duration duration) {
    Instant end = now.plus(duration);
    while (true) {
      Instant next = earlier(host.nextWakeup().orElse(end), node.nextWakeup().orElse(end));
      if (next.isAfter(end) || next.equals(end)) {
        now = end;
        return;
      }
      now = next;
      host.wakeUp(now, this::fromHost);
      node.wakeUp(now, this::fromNode);
    }
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private final List<Long> sentAt = new ArrayList<>();

  private List<Long> sentAt() {
    return sentAt;
  }

  private void fromHost(IceOutput output) {
    ofHost.add(output);
    if (output instanceof IceOutput.Send send) {
      sentAt.add(Duration.between(START, now).toMillis());
      if (!lost.test(send) && send.path().remote().equals(NODE)) {
        node.receive(now, reversed(send.path()), send.data(), this::fromNode);
      }
    }
  }

  private void fromNode(IceOutput output) {
    ofNode.add(output);
    if (output instanceof IceOutput.Send send && !lost.test(send)) {
      host.receive(now, reversed(send.path()), send.data(), this::fromHost);
    }
  }

  private static Path reversed(Path path) {
    return new Path(path.remote(), path.local());
  }
}
