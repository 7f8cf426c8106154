package io.linkmic.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.socketio.PacketShape.Kind;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong nanos = new AtomicLong();

  private static PacketShape shape(String packet) {
    return PacketShape.of(Unpooled.copiedBuffer(packet, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "40 => CONNECT",
        "40{\"token\":\"a,b?c\"} => CONNECT",
        "40{\"a\":[1]} => BAD_CONNECT",
        "40/admin, => FOREIGN_NAMESPACE",
        "41 => DISCONNECT",
        "42[\"join\"] => EVENT",
        "4217[\"join\",{}] => EVENT",
        "42{\"a\":[1]} => BAD_EVENT",
        "42/admin,[\"x\"] => BAD_EVENT",
        "42 => BAD_EVENT",
        "421234567890[] => VIOLATION",
        "430[] => ACK",
        "44{} => VIOLATION",
        "451-[] => VIOLATION",
        "461-[] => VIOLATION",
        "2 => HEARTBEAT",
        "2probe => HEARTBEAT",
        "3 => HEARTBEAT",
        "5 => UPGRADE",
        "1 => CLOSE",
        "0 => VIOLATION",
        "6 => VIOLATION",
        "b4AAAA => VIOLATION",
      })
  void packets_are_judged_by_their_first_bytes(String packet, Kind kind) {
    assertThat(shape(packet).kind()).isEqualTo(kind);
  }

  @Test
  void the_acknowledgement_id_is_read() {
    assertThat(shape("42999999999[\"x\"]").ackId()).isEqualTo(999_999_999);
    assertThat(shape("420[\"x\"]").ackId()).isZero();
    assertThat(shape("42[\"x\"]").ackId()).isEqualTo(-1);
  }

  @Test
  void a_bucket_gives_its_burst_and_then_its_rate() {
    TokenBucket bucket = new TokenBucket(2, 3, nanos::get);
    for (int i = 0; i < 3; i++) {
      assertThat(bucket.tryTake()).isTrue();
    }
    assertThat(bucket.tryTake()).isFalse();
    assertThat(bucket.millisUntilNext()).isEqualTo(500);
    nanos.set(SECOND / 2);
    assertThat(bucket.tryTake()).isTrue();
    assertThat(bucket.tryTake()).isFalse();
    nanos.set(100 * SECOND);
    assertThat(bucket.isFull()).isTrue();
  }

  @Test
  void addresses_are_counted_apart_and_forgotten_when_idle() {
    AddressGate gate = new AddressGate(2, 1, 1, nanos::get);
    InetSocketAddress one = new InetSocketAddress("192.0.2.1", 1);
    InetSocketAddress two = new InetSocketAddress("192.0.2.2", 1);
    assertThat(gate.connect(one)).isTrue();
    assertThat(gate.connect(one)).isTrue();
    assertThat(gate.connect(one)).isFalse();
    assertThat(gate.connect(two)).isTrue();
    assertThat(gate.handshake(one)).isTrue();
    assertThat(gate.handshake(one)).isFalse();
    gate.disconnected(one);
    gate.disconnected(one);
    gate.disconnected(two);
    assertThat(gate.addresses()).as("one's bucket is still filling").isEqualTo(1);
    nanos.set(2 * SECOND);
    gate.sweep();
    assertThat(gate.addresses()).isZero();
  }

  @Test
  void a_whole_ipv6_customer_is_one_address() {
    AddressGate gate = new AddressGate(1, 1, 1, nanos::get);
    assertThat(gate.connect(new InetSocketAddress("2001:db8:1:2::1", 1))).isTrue();
    assertThat(gate.connect(new InetSocketAddress("2001:db8:1:2:ffff::9", 1))).isFalse();
    assertThat(gate.connect(new InetSocketAddress("2001:db8:1:3::1", 1))).isTrue();
  }
}
