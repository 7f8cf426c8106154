package io.linkmic.rtc.jitter;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.rtp.RtpExtensions;
import io.linkmic.rtc.rtp.RtpPacket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AudioJitterBufferTest implements AudioSink {
  private final AudioJitterBuffer buffer = new AudioJitterBuffer(Duration.ofMillis(60), this);
  private final List<OpusFrame> frames = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void sound_in_order_leaves_at_once() {
    insert(100, 101);
    assertThat(numbers()).containsExactly(100L, 101L);
    assertThat(frames.getFirst().durationSamples()).isEqualTo(960);
    assertThat(frames.getFirst().levelDbov()).isEqualTo(30);
    assertThat(buffer.nextDeadline()).isNull();
  }

  @Test
  void reordered_and_repeated_sound_leaves_once_in_order() {
    insert(100, 102, 102, 101, 101, 99);
    assertThat(numbers()).containsExactly(100L, 101L, 102L);
    assertThat(lost()).containsExactly(0, 0, 0);
  }

  @Test
  void hole_is_waited_for_then_counted() {
    insert(100, 103);
    assertThat(buffer.nextDeadline()).isEqualTo(now.plusMillis(60));
    now = now.plusMillis(59);
    buffer.advance(now);
    assertThat(frames).hasSize(1);
    now = now.plusMillis(1);
    buffer.advance(now);
    insert(104);
    assertThat(numbers()).containsExactly(100L, 103L, 104L);
    assertThat(lost()).containsExactly(0, 2, 0);
  }

  @Test
  void packets_without_payload_are_no_sound() {
    insert(100);
    buffer.insert(101, packet(101, Bytes.EMPTY), now);
    insert(102);
    assertThat(lost()).containsExactly(0, 0);
  }

  @Test
  void jump_beyond_the_bound_lets_go_of_all() {
    insert(100, 102, 1000);
    assertThat(numbers()).containsExactly(100L, 102L, 1000L);
    assertThat(lost()).containsExactly(0, 1, 0);
  }

  @Test
  void sender_that_begins_anew_is_heard_at_once() {
    insert(100, 102);
    buffer.restart(5);
    insert(5);
    assertThat(numbers()).containsExactly(100L, 102L, 5L);
  }

  private void insert(long... numbers) {
    for (long number : numbers) {
      buffer.insert(number, packet(number, Bytes.ofHex("fc0102")), now);
    }
  }

  private static RtpPacket packet(long number, Bytes payload) {
    var extensions = new RtpExtensions(null, -1, -1, -1, 30);
    return new RtpPacket(false, 111, (int) number, number * 960, 7, extensions, payload);
  }

  private List<Long> numbers() {
    return frames.stream().map(frame -> frame.rtpTimestamp() / 960).toList();
  }

  private List<Integer> lost() {
    return frames.stream().map(OpusFrame::lostBefore).toList();
  }

  @Override
  public void sound(OpusFrame frame, Instant arrivedAt) {
    frames.add(frame);
  }

  @Override
  public void released(long sequence) {}
}
