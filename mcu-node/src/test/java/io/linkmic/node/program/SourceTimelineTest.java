package io.linkmic.node.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linkmic.rtc.rtp.MediaKind;
import org.junit.jupiter.api.Test;

/** The virtual sender: picture frame i and sound frame i are captured at i/30 s and i/50 s. */
class SourceTimelineTest {
  private static final long VIDEO_RTP = 4_000_000_000L;
  private static final long AUDIO_RTP = 77L;
  private static final long NTP_SECONDS = 3_900_000_000L;

  private final SourceTimeline timeline = new SourceTimeline();

  private long video(int frame, long delayMicros) {
    long rtp = (VIDEO_RTP + frame * 3000L) & 0xFFFFFFFFL;
    return timeline.video(rtp, frame * 1_000_000L / 30 + delayMicros);
  }

  private long audio(int frame, long delayMicros) {
    long rtp = (AUDIO_RTP + frame * 960L) & 0xFFFFFFFFL;
    return timeline.audio(rtp, frame * 20_000L + delayMicros);
  }

  private void reports(long skewMicros) {
    long ntp = NTP_SECONDS << 32;
    timeline.senderReport(MediaKind.AUDIO, ntp, AUDIO_RTP);
    long later = ntp + (skewMicros << 32) / 1_000_000;
    timeline.senderReport(MediaKind.VIDEO, later, VIDEO_RTP);
  }

  @Test
  void without_reports_the_quickest_arrivals_align_picture_and_sound() {
    video(0, 90_000); // a large first picture that took its time
    audio(0, 10_000);
    for (int i = 1; i < 30; i++) {
      video(i, 15_000 + i % 3 * 4000);
      audio(i, 10_000 + i % 2 * 5000);
    }
    timeline.start();
    assertThat(video(30, 15_000) - 1_000_000).isCloseTo(15_000L, within(100L));
    assertThat(audio(50, 30_000) - 1_000_000).isCloseTo(10_000L, within(100L));
  }

  @Test
  void a_report_moves_the_picture_by_small_steps_and_exactly_to_its_place() {
    video(0, 60_000);
    audio(0, 10_000);
    timeline.start();
    reports(0);
    long before = video(1, 60_000);
    long largestStep = 0;
    for (int i = 2; i < 60; i++) {
      long now = video(i, 60_000);
      largestStep = Math.max(largestStep, Math.abs(now - before - 1_000_000 / 30));
      before = now;
    }
    assertThat(largestStep).isLessThan(2_000);
    assertThat(before).isCloseTo(59 * 1_000_000L / 30 + 10_000, within(100L));
    assertThat(timeline.aligned()).isTrue();
    assertThat(timeline.correctionPending()).isCloseTo(0L, within(100L));
  }

  @Test
  void a_report_that_contradicts_arrival_by_seconds_is_not_believed() {
    video(0, 20_000);
    audio(0, 10_000);
    timeline.start();
    reports(5_000_000);
    assertThat(timeline.aligned()).isFalse();
    assertThat(video(30, 20_000) - 1_000_000).isCloseTo(20_000L, within(2_000L));
  }

  @Test
  void capture_times_are_believed_before_reports() {
    video(0, 60_000);
    audio(0, 10_000);
    timeline.start();
    reports(30_000);
    for (int i = 0; i < 30; i++) {
      // Chromium's first packet of sound tells a capture time that is a packet off.
      captured(MediaKind.AUDIO, i * 1_000_000L + (i == 0 ? -20_000 : 0), AUDIO_RTP + i * 48_000L);
      captured(MediaKind.VIDEO, i * 1_000_000L, VIDEO_RTP + i * 90_000L);
    }
    for (int i = 1; i < 60; i++) {
      video(i, 60_000);
    }
    // The decoder gives a sample 6.5 ms after its timestamp: the picture waits for it.
    assertThat(video(60, 60_000)).isCloseTo(2_000_000 + 10_000 + 6_500, within(700L));
    assertThat(timeline.aligned()).isTrue();
  }

  private void captured(MediaKind kind, long micros, long rtp) {
    long ntp = ((NTP_SECONDS + 5) << 32) + (micros << 32) / 1_000_000;
    timeline.captured(kind, ntp, rtp & 0xFFFFFFFFL);
  }

  @Test
  void timestamps_wrap_without_a_jump() {
    timeline.start();
    long before = video(0, 0);
    for (int i = 1; i < 200_000; i += 100) {
      long now = video(i, 0);
      assertThat(now - before).isBetween(33_000L, 3_400_000L);
      before = now;
    }
  }

  @Test
  void a_sound_clock_that_stood_still_is_moved_without_moving_the_picture() {
    video(0, 0);
    audio(0, 0);
    reports(0);
    timeline.start();
    timeline.moveAudio(700_000);
    assertThat(audio(10, 700_000)).isEqualTo(900_000L);
    assertThat(video(30, 0)).isCloseTo(1_000_000L, within(10L));
  }

  /** An hour of a host whose clock is wrong; its packets are 0–8 ms late by turns. */
  private void hourWithClockOff(double ppm) {
    timeline.start();
    double pace = 1 + ppm * 1e-6;
    long worst = 0;
    for (int i = 0; i < 3600 * 50; i++) {
      long arrival = Math.round(i * 20_000L * pace) + 10_000 + i % 5 * 2000L;
      long sound = timeline.audio((AUDIO_RTP + 960L * i) & 0xFFFFFFFFL, arrival);
      worst = Math.max(worst, Math.abs(sound - Math.round(i * 20_000L * pace) - 10_000));
      if (i % 5 == 0) {
        long rtp = (VIDEO_RTP + 1800L * i) & 0xFFFFFFFFL;
        long picture = timeline.video(rtp, Math.round(i * 20_000L * pace) + 15_000);
        assertThat(picture - sound).isBetween(2_000L, 6_000L);
      }
    }
    assertThat(worst).as("µs from where the room's clock would have it").isLessThan(5_000);
  }

  @Test
  void a_host_s_clock_100_ppm_slow_is_followed_for_an_hour() {
    hourWithClockOff(100);
  }

  @Test
  void a_host_s_clock_100_ppm_fast_is_followed_for_an_hour() {
    hourWithClockOff(-100);
  }

  @Test
  void timestamps_set_anew_go_on_where_they_were() {
    video(0, 15_000);
    audio(0, 10_000);
    reports(0);
    timeline.start();
    for (long jump : new long[] {2_000_000_000L, 0, 1L << 31}) {
      assertThat(timeline.audio((AUDIO_RTP + 48_000 + jump) & 0xFFFFFFFFL, 1_010_000))
          .isCloseTo(1_010_000L, within(100L));
      assertThat(timeline.video((VIDEO_RTP + 90_000 + jump) & 0xFFFFFFFFL, 1_015_000))
          .isCloseTo(1_010_000L, within(5_000L));
    }
  }
}
