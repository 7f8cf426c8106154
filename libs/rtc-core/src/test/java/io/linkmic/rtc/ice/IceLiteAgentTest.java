package io.linkmic.rtc.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.stun.StunAttribute.ErrorCode;
import io.linkmic.rtc.stun.StunAttribute.UnknownAttributes;
import io.linkmic.rtc.stun.StunAttribute.XorMappedAddress;
import io.linkmic.rtc.stun.StunKey;
import io.linkmic.rtc.stun.StunMessage;
import io.linkmic.rtc.stun.StunMessageType;
import io.linkmic.rtc.stun.StunWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IceLiteAgentTest {
  private static final Instant START = Instant.EPOCH;
  private static final InetSocketAddress NODE = new InetSocketAddress("203.0.113.1", 10000);
  private static final Path WIFI = new Path(NODE, new InetSocketAddress("198.51.100.7", 40000));
  private static final Path CELLULAR = new Path(NODE, new InetSocketAddress("192.0.2.9", 50000));
  private static final IceCredentials LOCAL =
      new IceCredentials("nodeFrag", "the node's password of ICE");
  private static final IceCredentials RESTARTED =
      new IceCredentials("newFrag1", "another password of the node");
  private static final IceCredentials REMOTE =
      new IceCredentials("hostFrag", "the host's password of ICE");

  private final IceLiteAgent agent = new IceLiteAgent(START, LOCAL, IceTimeouts.DEFAULT);
  private final List<IceOutput> outputs = new ArrayList<>();
  private byte transaction;

  @Test
  void an_authenticated_check_is_answered_with_the_address_it_came_from() {
    receive(START, WIFI, check(LOCAL).finish(key(LOCAL)));

    StunMessage answer = onlyAnswer(WIFI);
    assertThat(answer.type()).isEqualTo(StunMessageType.BINDING_SUCCESS);
    assertThat(answer.isAuthenticBy(key(LOCAL))).isTrue();
    assertThat(answer.find(XorMappedAddress.class)).contains(new XorMappedAddress(WIFI.remote()));
    assertThat(agent.isValidated(WIFI)).isTrue();
    assertThat(agent.isValidated(CELLULAR)).isFalse();
    assertThat(agent.selectedPath()).isEmpty();
  }

  @Test
  void a_nomination_selects_its_path_once() {
    receive(START, WIFI, check(LOCAL).useCandidate().finish(key(LOCAL)));
    receive(START, WIFI, check(LOCAL).useCandidate().finish(key(LOCAL)));

    assertThat(outputs.stream().filter(IceOutput.Selected.class::isInstance))
        .containsExactly(new IceOutput.Selected(WIFI));
  }

  @Test
  void a_host_that_changes_networks_is_followed_at_once() {
    receive(START, WIFI, check(LOCAL).useCandidate().finish(key(LOCAL)));
    receive(START, CELLULAR, check(LOCAL).useCandidate().finish(key(LOCAL)));

    assertThat(outputs).contains(new IceOutput.Selected(CELLULAR));
    assertThat(agent.selectedPath()).contains(CELLULAR);
    assertThat(agent.isValidated(WIFI)).as("late media may still come by the old path").isTrue();
  }

  @Test
  void strangers_get_no_answer_and_are_counted() {
    receive(START, WIFI, check(LOCAL).finish(key(REMOTE)));
    receive(START, WIFI, check(RESTARTED).finish(key(LOCAL)));
    receive(START, WIFI, Bytes.ofHex("000100002112a442" + "00".repeat(12)));
    receive(START, WIFI, Bytes.ofHex("000100042112a442" + "00".repeat(12)));
    receive(
        START,
        WIFI,
        new StunWriter(StunMessageType.BINDING_SUCCESS, Bytes.wrap(new byte[12]))
            .finish(key(LOCAL)));

    assertThat(outputs).isEmpty();
    assertThat(agent.isValidated(WIFI)).isFalse();
    assertThat(agent.dropped(IceDrop.BAD_INTEGRITY)).isEqualTo(1);
    assertThat(agent.dropped(IceDrop.UNKNOWN_USERNAME)).isEqualTo(2);
    assertThat(agent.dropped(IceDrop.MALFORMED)).isEqualTo(1);
    assertThat(agent.dropped(IceDrop.UNKNOWN_TRANSACTION)).isEqualTo(1);
  }

  @Test
  void a_full_agent_in_the_wrong_role_is_told_so() {
    Bytes check =
        new StunWriter(StunMessageType.BINDING_REQUEST, nextTransactionId())
            .username("nodeFrag:hostFrag")
            .iceControlled(7)
            .finish(key(LOCAL));

    receive(START, WIFI, check);

    StunMessage answer = onlyAnswer(WIFI);
    assertThat(answer.find(ErrorCode.class).orElseThrow().code()).isEqualTo(487);
    assertThat(agent.isValidated(WIFI)).isFalse();
  }

  @Test
  void an_attribute_that_had_to_be_understood_is_named_in_the_refusal() {
    Bytes check =
        new StunWriter(StunMessageType.BINDING_REQUEST, nextTransactionId())
            .username("nodeFrag:hostFrag")
            .finish(key(LOCAL));
    receive(START, WIFI, withUnknownAttribute(check));

    StunMessage answer = onlyAnswer(WIFI);
    assertThat(answer.find(ErrorCode.class).orElseThrow().code()).isEqualTo(420);
    assertThat(answer.find(UnknownAttributes.class))
        .contains(new UnknownAttributes(List.of(0x7777)));
  }

  @Test
  void an_answer_is_not_longer_than_the_check() {
    Bytes check = check(LOCAL).useCandidate().finish(key(LOCAL));
    receive(START, WIFI, check);

    assertThat(((IceOutput.Send) outputs.getFirst()).data().length())
        .isLessThanOrEqualTo(check.length());
  }

  @Test
  void without_a_nomination_it_fails_after_the_initial_timeout() {
    receive(START.plusSeconds(29), WIFI, check(LOCAL).finish(key(LOCAL)));
    outputs.clear();

    assertThat(agent.nextWakeup()).contains(START.plusSeconds(30));
    agent.wakeUp(START.plusSeconds(30), outputs::add);

    assertThat(outputs).containsExactly(new IceOutput.Failed(IceFailure.NO_PATH));
    assertThat(agent.nextWakeup()).isEmpty();
  }

  @Test
  void media_alone_keeps_a_host_alive_that_never_checks_again() {
    receive(START, WIFI, check(LOCAL).useCandidate().finish(key(LOCAL)));
    for (int second = 1; second <= 600; second++) {
      agent.touch(START.plusSeconds(second));
      agent.wakeUp(START.plusSeconds(second), outputs::add);
    }
    assertThat(outputs).noneMatch(IceOutput.Failed.class::isInstance);

    assertThat(agent.nextWakeup()).contains(START.plusSeconds(630));
    agent.wakeUp(START.plusSeconds(630), outputs::add);
    assertThat(outputs).contains(new IceOutput.Failed(IceFailure.CONSENT_EXPIRED));
  }

  @Test
  void a_restart_keeps_the_old_path_until_the_new_credentials_nominate() {
    receive(START, WIFI, check(LOCAL).useCandidate().finish(key(LOCAL)));
    agent.restart(START.plusSeconds(1), RESTARTED, REMOTE, outputs::add);

    assertThat(agent.selectedPath()).contains(WIFI);
    outputs.clear();
    receive(START.plusSeconds(2), WIFI, check(LOCAL).finish(key(LOCAL)));
    assertThat(outputs).as("the old credentials still count").hasSize(1);

    receive(START.plusSeconds(3), CELLULAR, check(RESTARTED).useCandidate().finish(key(RESTARTED)));
    assertThat(agent.selectedPath()).contains(CELLULAR);
    outputs.clear();
    receive(START.plusSeconds(4), WIFI, check(LOCAL).finish(key(LOCAL)));
    assertThat(outputs).as("now they do not").isEmpty();
  }

  @Test
  void paths_that_were_validated_are_bounded() {
    for (int port = 1; port <= 1000; port++) {
      Path path = new Path(NODE, new InetSocketAddress("192.0.2.1", port));
      receive(START.plus(Duration.ofMillis(port)), path, check(LOCAL).finish(key(LOCAL)));
    }
    assertThat(agent.isValidated(new Path(NODE, new InetSocketAddress("192.0.2.1", 1000))))
        .isTrue();
    assertThat(agent.isValidated(new Path(NODE, new InetSocketAddress("192.0.2.1", 900))))
        .isFalse();
  }

  private StunWriter check(IceCredentials to) {
    return new StunWriter(StunMessageType.BINDING_REQUEST, nextTransactionId())
        .username(to.ufrag() + ":" + REMOTE.ufrag())
        .priority(1)
        .iceControlling(42);
  }

  private Bytes nextTransactionId() {
    byte[] id = new byte[12];
    id[11] = transaction++;
    return Bytes.wrap(id);
  }

  /** Puts attribute 0x7777 before MESSAGE-INTEGRITY, whose HMAC is made anew. */
  private static Bytes withUnknownAttribute(Bytes check) {
    int integrity = check.length() - 32;
    byte[] longer = new byte[check.length() + 4 - 8];
    check.slice(0, integrity).copyTo(longer, 0);
    Bytes.ofHex("77770000").copyTo(longer, integrity);
    longer[3] = (byte) (longer.length - 20);
    Bytes.ofHex("00080014").copyTo(longer, integrity + 4);
    StunTestKeys.hmac("the node's password of ICE", longer, integrity + 4)
        .copyTo(longer, integrity + 8);
    return Bytes.wrap(longer);
  }

  private void receive(Instant now, Path path, Bytes datagram) {
    agent.receive(now, path, datagram, outputs::add);
  }

  private StunMessage onlyAnswer(Path path) {
    assertThat(outputs).hasSize(1);
    IceOutput.Send send = (IceOutput.Send) outputs.getFirst();
    assertThat(send.path()).isEqualTo(path);
    return ((Parsed.Ok<StunMessage>) StunMessage.parse(send.data())).value();
  }

  private static StunKey key(IceCredentials credentials) {
    return new StunKey(credentials.password());
  }
}
