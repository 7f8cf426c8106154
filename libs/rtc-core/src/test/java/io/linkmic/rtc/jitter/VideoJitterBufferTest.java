package io.linkmic.rtc.jitter;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.rtp.RtpExtensions;
import io.linkmic.rtc.rtp.RtpPacket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VideoJitterBufferTest implements VideoSink {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final VideoStream stream = new VideoStream(65_530);
  private final SequenceTracker tracker = new SequenceTracker();
  private final VideoJitterBuffer buffer = new VideoJitterBuffer(Duration.ofMillis(500), this);
  private final List<AccessUnit> pictures = new ArrayList<>();
  private final List<Instant> brokenAt = new ArrayList<>();
  private Instant now = START;
  private Instant first = START;
  private Instant last = START;

  @Test
  void complete_picture_leaves_with_its_last_packet() {
    var idr = stream.idr(3);
    insert(idr.subList(0, 3));
    assertThat(pictures).isEmpty();
    pass(7);
    insert(idr.subList(3, 4));
    assertThat(pictures).hasSize(1);
    assertThat(pictures.getFirst().idr()).isTrue();
    assertThat(pictures.getFirst().nalUnits().toHex())
        .isEqualTo("00000002" + "6742" + "00000002" + "68ce" + "00000007" + "65880088018802");
    assertThat(first).isEqualTo(START);
    assertThat(last).isEqualTo(START.plusMillis(7));
    assertThat(buffer.nextDeadline()).isNull();
  }

  @Test
  void reordered_packets_leave_in_order() {
    insert(stream.idr(2));
    var one = stream.picture(2);
    var two = stream.picture(1);
    insert(two);
    insert(one.subList(1, 2));
    assertThat(pictures).hasSize(1);
    assertThat(buffer.nextDeadline()).isEqualTo(START.plusMillis(500));
    insert(one.subList(0, 1));
    assertThat(pictures).hasSize(3);
    assertThat(pictures.get(1).rtpTimestamp()).isLessThan(pictures.get(2).rtpTimestamp());
  }

  @Test
  void first_packets_may_come_in_any_order() {
    var idr = stream.idr(3);
    insert(idr.subList(1, 3));
    insert(idr.subList(0, 1));
    insert(idr.subList(3, 4));
    assertThat(pictures).hasSize(1);
  }

  @Test
  void packet_that_opens_the_stream_is_waited_for() {
    var idr = stream.idr(2);
    insert(idr.subList(1, 3));
    insert(stream.picture(1));
    assertThat(buffer.nextDeadline()).isEqualTo(START.plusMillis(500));
    pass(400);
    insert(idr.subList(0, 1));
    assertThat(pictures).hasSize(2);
    assertThat(brokenAt).isEmpty();
  }

  @Test
  void stream_whose_opening_never_comes_waits_for_the_next_idr() {
    insert(stream.idr(2).subList(1, 3));
    insert(stream.picture(1));
    pass(500);
    buffer.advance(now);
    assertThat(pictures).isEmpty();
    insert(stream.idr(2));
    assertThat(pictures).hasSize(1);
  }

  @Test
  void duplicates_are_refused() {
    var idr = stream.idr(1);
    insert(idr.subList(0, 1));
    assertThat(insert(idr.getFirst())).isFalse();
    insert(idr.subList(1, 2));
    assertThat(insert(idr.get(1))).isFalse();
    assertThat(pictures).hasSize(1);
  }

  @Test
  void hole_is_given_up_at_the_deadline_and_nothing_leaves_until_the_next_idr() {
    insert(stream.idr(1));
    stream.picture(1);
    insert(stream.picture(1));
    pass(499);
    buffer.advance(now);
    assertThat(brokenAt).isEmpty();
    pass(1);
    buffer.advance(now);
    assertThat(brokenAt).containsExactly(now);
    assertThat(buffer.awaitsIdr()).isTrue();
    insert(stream.picture(2));
    assertThat(pictures).hasSize(1);
    insert(stream.idr(2));
    insert(stream.picture(1));
    assertThat(pictures).hasSize(3);
  }

  @Test
  void idr_behind_the_hole_leaves_when_the_hole_is_given_up() {
    insert(stream.idr(1));
    stream.picture(1);
    insert(stream.picture(1));
    insert(stream.idr(1));
    insert(stream.picture(1));
    assertThat(pictures).hasSize(1);
    pass(500);
    buffer.advance(now);
    assertThat(brokenAt).hasSize(1);
    assertThat(pictures).hasSize(3);
    assertThat(pictures.get(1).idr()).isTrue();
  }

  @Test
  void while_only_an_idr_helps_it_does_not_wait_for_holes_before_it() {
    insert(stream.picture(1));
    stream.picture(3);
    insert(stream.picture(1));
    insert(stream.idr(2));
    assertThat(pictures).hasSize(1);
    assertThat(brokenAt).isEmpty();
  }

  @Test
  void stream_may_begin_with_sei_before_its_parameter_sets() {
    insert(
        List.of(
            stream.packet(false, "06 05 01 00 80"), // x264's first picture, as FFmpeg sends it
            stream.packet(false, "18 0002 6742 0002 68ce"),
            stream.packet(true, "65 88 00")));
    assertThat(pictures).hasSize(1);
    assertThat(pictures.getFirst().nalUnits().toHex()).startsWith("000000050605010080");
  }

  @Test
  void idr_without_parameter_sets_cannot_begin_a_stream() {
    insert(List.of(stream.packet(true, "65 88 00")));
    stream.nextPicture();
    assertThat(pictures).isEmpty();
    insert(stream.idr(1));
    insert(List.of(stream.packet(true, "65 88 00")));
    assertThat(pictures).hasSize(2);
  }

  @Test
  void parameter_sets_with_a_marker_of_their_own_join_the_picture_that_follows() {
    insert(List.of(stream.packet(true, "67 42"), stream.packet(true, "68 ce")));
    insert(List.of(stream.packet(true, "65 88")));
    assertThat(pictures).hasSize(1);
    assertThat(pictures.getFirst().nalUnits().toHex())
        .isEqualTo("00000002" + "6742" + "00000002" + "68ce" + "00000002" + "6588");
  }

  @Test
  void picture_without_marker_ends_where_the_timestamp_changes() {
    insert(List.of(stream.packet(false, "67 42"), stream.packet(false, "68 ce")));
    insert(List.of(stream.packet(false, "65 88")));
    assertThat(pictures).isEmpty();
    stream.nextPicture();
    insert(stream.picture(1));
    assertThat(pictures).hasSize(2);
  }

  @Test
  void padding_between_pictures_does_not_stall() {
    insert(List.of(stream.padding()));
    insert(stream.idr(2));
    insert(List.of(stream.padding(), stream.padding()));
    insert(stream.picture(2));
    insert(List.of(stream.padding()));
    insert(stream.picture(1));
    assertThat(pictures).hasSize(3);
    assertThat(brokenAt).isEmpty();
  }

  @Test
  void fragments_that_do_not_fit_together_break_the_stream() {
    insert(stream.idr(1));
    insert(List.of(stream.packet(false, "7c 81 01"), stream.packet(true, "41 9a")));
    assertThat(brokenAt).hasSize(1);
    stream.nextPicture();
    insert(stream.idr(1));
    assertThat(pictures).hasSize(2);
  }

  @Test
  void rotation_holds_until_told_otherwise() {
    insert(stream.idr(1));
    var turned = new RtpExtensions(null, RtpExtensions.ABSENT, RtpExtensions.ABSENT, 90, -1);
    insert(List.of(stream.packet(true, "41 9a", turned)));
    stream.nextPicture();
    insert(stream.picture(1));
    assertThat(pictures).extracting(AccessUnit::rotationDegrees).containsExactly(0, 90, 90);
  }

  @Test
  void sender_that_begins_anew_needs_an_idr() {
    insert(stream.idr(1));
    buffer.restart(1L << 30, now);
    assertThat(brokenAt).hasSize(1);
    var anew = new VideoStream(0);
    long number = 1L << 30;
    for (RtpPacket packet : anew.idr(2)) {
      buffer.insert(number++, packet, now);
    }
    assertThat(pictures).hasSize(2);
  }

  @Test
  void more_packets_than_the_bound_give_up_what_is_there() {
    insert(stream.idr(1));
    long number = tracker.highest();
    for (int i = 0; i < 5000; i++) {
      buffer.insert(number + 2 + i, stream.packet(false, "7c 01 55"), now);
    }
    assertThat(brokenAt).hasSize(1);
    assertThat(pictures).hasSize(1);
  }

  @Test
  void aggregates_cut_short_break_the_stream() {
    insert(stream.idr(1));
    insert(List.of(stream.packet(true, "18 0009 41")));
    assertThat(pictures).hasSize(1);
    assertThat(brokenAt).hasSize(1);
  }

  private void insert(List<RtpPacket> packets) {
    packets.forEach(this::insert);
  }

  private boolean insert(RtpPacket packet) {
    return buffer.insert(tracker.accept(packet.sequenceNumber()), packet, now);
  }

  private void pass(long millis) {
    now = now.plusMillis(millis);
  }

  @Override
  public void picture(AccessUnit unit, Instant firstPacketAt, Instant lastPacketAt) {
    pictures.add(unit);
    first = firstPacketAt;
    last = lastPacketAt;
  }

  @Override
  public void broken(Instant at) {
    brokenAt.add(at);
  }

  @Override
  public void released(long sequence) {}
}
