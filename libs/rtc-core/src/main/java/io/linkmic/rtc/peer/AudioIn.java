package io.linkmic.rtc.peer;

import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.feedback.RoundTripTime;
import io.linkmic.rtc.jitter.AudioJitterBuffer;
import io.linkmic.rtc.jitter.AudioSink;
import io.linkmic.rtc.rtp.RtpPacket;
import io.linkmic.rtc.sdp.NegotiatedMedia;
import java.time.Duration;
import java.time.Instant;

/** Sound on its way in. */
final class AudioIn extends TrackIn implements AudioSink {
  private static final int CLOCK_RATE = 48_000;

  private final AudioJitterBuffer buffer;

  AudioIn(NegotiatedMedia media, Duration configured, Outbox outbox, RoundTripTime rtt) {
    super(media, CLOCK_RATE, deadline(media, configured), outbox, rtt);
    buffer = new AudioJitterBuffer(deadline(media, configured), this);
  }

  @Override
  boolean insert(long sequenceNumber, RtpPacket packet, Instant now) {
    return buffer.insert(sequenceNumber, packet, now);
  }

  @Override
  void restart(long sequenceNumber, Instant now) {
    buffer.restart(sequenceNumber);
  }

  /** Nothing is lost by beginning with any packet. */
  @Override
  int lostBeforeFirst(RtpPacket first) {
    return 0;
  }

  /** Sound has concealment: nothing to ask for. */
  @Override
  void hopeless(Instant now) {}

  @Override
  void advance(Instant now) {
    buffer.advance(now);
  }

  @Override
  void timers(Earliest earliest) {
    earliest.offer(buffer.nextDeadline(), WakeReason.JITTER_BUFFER);
    nackTimer(earliest);
  }

  @Override
  TrackStats stats(Instant now) {
    return stats(now, 0, 0);
  }

  @Override
  public void sound(OpusFrame frame, Instant arrivedAt) {
    frames.frame(arrivedAt);
    outbox.emit(new PeerEvent.AudioReceived(media.mid(), frame, arrivedAt));
  }

  @Override
  public void released(long sequence) {
    releasedBelow(sequence);
  }
}
