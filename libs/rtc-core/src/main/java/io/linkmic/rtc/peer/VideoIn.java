package io.linkmic.rtc.peer;

import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.feedback.KeyFrameRequester;
import io.linkmic.rtc.feedback.RoundTripTime;
import io.linkmic.rtc.jitter.VideoJitterBuffer;
import io.linkmic.rtc.jitter.VideoSink;
import io.linkmic.rtc.rtp.RtpPacket;
import io.linkmic.rtc.sdp.NegotiatedMedia;
import java.time.Duration;
import java.time.Instant;

/** Pictures on their way in. */
final class VideoIn extends TrackIn implements VideoSink {
  private static final int CLOCK_RATE = 90_000;

  /** A stream begins with an IDR by itself: it is asked for one only if that does not come. */
  private static final Duration FIRST_IDR = Duration.ofMillis(200);

  /** Asked for blindly when a stream seems to begin in the middle: two bursts of three or so. */
  private static final int OPENING = 8;

  private final VideoJitterBuffer buffer;
  private final KeyFrameRequester keyFrames = new KeyFrameRequester();
  private final boolean answersRequests;
  private long requestsSent;
  private long breaks;

  VideoIn(NegotiatedMedia media, Duration configured, Outbox outbox, RoundTripTime rtt) {
    super(media, CLOCK_RATE, deadline(media, configured), outbox, rtt);
    buffer = new VideoJitterBuffer(deadline(media, configured), this);
    answersRequests = understandsPli() || understandsFir();
  }

  boolean understandsPli() {
    return media.feedback().contains("nack pli");
  }

  boolean understandsFir() {
    return media.feedback().contains("ccm fir");
  }

  void requestKeyFrame(Instant now) {
    if (answersRequests && ssrc() != 0) {
      keyFrames.request(now, rtt.get());
    }
  }

  /** Whether to ask for a key frame now. */
  boolean pollKeyFrameRequest(Instant now) {
    boolean due = keyFrames.poll(now, rtt.get());
    if (due) {
      requestsSent++;
    }
    return due;
  }

  @Override
  boolean insert(long sequenceNumber, RtpPacket packet, Instant now) {
    return buffer.insert(sequenceNumber, packet, now);
  }

  @Override
  void restart(long sequenceNumber, Instant now) {
    buffer.restart(sequenceNumber, now);
    if (answersRequests) {
      keyFrames.requestNotBefore(now.plus(FIRST_IDR));
    }
  }

  @Override
  int lostBeforeFirst(RtpPacket first) {
    return VideoJitterBuffer.canOpen(first) ? 0 : OPENING;
  }

  @Override
  void hopeless(Instant now) {
    requestKeyFrame(now);
  }

  @Override
  void advance(Instant now) {
    buffer.advance(now);
  }

  @Override
  void timers(Earliest earliest) {
    earliest.offer(buffer.nextDeadline(), WakeReason.JITTER_BUFFER);
    earliest.offer(keyFrames.nextDue(), WakeReason.FEEDBACK);
    nackTimer(earliest);
  }

  @Override
  TrackStats stats(Instant now) {
    return stats(now, requestsSent, breaks);
  }

  @Override
  public void picture(AccessUnit unit, Instant firstPacketAt, Instant lastPacketAt) {
    if (unit.idr()) {
      keyFrames.satisfied();
    }
    frames.frame(lastPacketAt);
    outbox.emit(new PeerEvent.VideoReceived(media.mid(), unit, firstPacketAt, lastPacketAt));
  }

  @Override
  public void broken(Instant at) {
    breaks++;
    requestKeyFrame(at);
    outbox.emit(new PeerEvent.VideoBroken(media.mid(), at));
  }

  @Override
  public void released(long sequence) {
    releasedBelow(sequence);
  }
}
