package io.linkmic.testkit.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.peer.PeerEvent;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MalformedDatagramsTest {
  private static final long SEED = 31;
  private static final int DATAGRAMS = 100_000;
  private static final InetSocketAddress STRANGER = new InetSocketAddress("203.0.113.66", 6666);

  /** First bytes shaped like STUN, DTLS, RTP and RTCP. */
  private static final int[][] SHAPES = {{0x00, 0x01}, {0x16, 0xFE}, {0x80, 0x60}, {0x80, 0xC8}};

  private final SplittableRandom random = new SplittableRandom(SEED);
  private long bytesIn;

  @Test
  void hundred_thousand_malformed_datagrams_leave_a_live_stream_untouched() {
    var call = SimulatedCall.of(SEED, Duration.ofMillis(20));
    call.connect();
    call.publish();
    int rounds = 1000;
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < DATAGRAMS / rounds; i++) {
        // Half of them from the host's own address: authenticity must decide, not the address.
        var from = random.nextBoolean() ? STRANGER : new InetSocketAddress("192.0.2.10", 50_000);
        call.injectToNode(from, malformed());
      }
      call.runFor(Duration.ofMillis(10));
    }
    call.stopPublishing();
    call.runFor(Duration.ofSeconds(1));
    var record = call.record();
    assertThat(record.picturesReceived()).as("seed %d", SEED).hasSameSizeAs(record.picturesSent());
    assertThat(record.soundsReceived()).hasSize((int) record.soundsSent());
    assertThat(record.nodeEvents(PeerEvent.VideoBroken.class)).isEmpty();
    assertThat(record.nodeEvents(PeerEvent.Closed.class)).isEmpty();
  }

  @Test
  void stranger_gets_no_more_bytes_than_it_sends() {
    var call = SimulatedCall.of(SEED, Duration.ofMillis(20));
    // Not connected: whatever the node says now, it says to strangers.
    for (int i = 0; i < 10_000; i++) {
      call.injectToNode(STRANGER, malformed());
    }
    assertThat(call.bytesFromNode()).as("seed %d", SEED).isLessThanOrEqualTo(bytesIn);
    call.connect();
    assertThat(call.nodeStats().datagramsDropped()).isPositive();
  }

  private Bytes malformed() {
    byte[] datagram = new byte[random.nextInt(1, 200)];
    random.nextBytes(datagram);
    int[] shape = SHAPES[random.nextInt(SHAPES.length)];
    for (int i = 0; i < Math.min(shape.length, datagram.length); i++) {
      datagram[i] = (byte) shape[i];
    }
    if (shape[0] == 0 && datagram.length >= 20 && random.nextBoolean()) {
      // The magic cookie and a fitting length: a STUN message that gets further.
      System.arraycopy(Bytes.ofHex("2112a442").toArray(), 0, datagram, 4, 4);
      int length = (datagram.length - 20) & ~3;
      datagram[2] = (byte) (length >>> 8);
      datagram[3] = (byte) length;
    }
    bytesIn += datagram.length;
    return Bytes.wrap(datagram);
  }
}
