package io.linkmic.node.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.program.ProgramMode;
import io.linkmic.media.opus.OpusDecoder;
import io.linkmic.node.program.TestClip;
import io.linkmic.node.room.Seat;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.peer.PeerEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What hosts of a mix and its audience hear of it by WebRTC, told apart by pitch. */
class MixFeedIT extends MixedRoom {
  private static final int LOW = 440;
  private static final int HIGH = 1700;
  private static final double NOT_HEARD_DECIBELS = -50;

  @Test
  void a_host_hears_the_other_and_not_itself_and_the_audience_hears_both() throws Exception {
    Seat low = join("low");
    Seat high = join("high");
    publish(low, TestClip.make(320, 180, LOW));
    publish(high, TestClip.make(320, 180, HIGH));
    TestPeer ofLow = subscribe(low);
    TestPeer ofHigh = subscribe(high);
    TestPeer ofAudience = subscribe(join("audience"));
    holds(() -> done(rooms.program("r")).mode() == ProgramMode.MIX);
    List<TestPeer> all = List.of(ofLow, ofHigh, ofAudience);
    List<Integer> before = all.stream().map(peer -> peer.sounds().size()).toList();
    holds(() -> {
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).sounds().size() < before.get(i) + 200) {
          return false;
        }
      }
      return true;
    });

    Heard byLow = Heard.of(ofLow);
    Heard byHigh = Heard.of(ofHigh);
    Heard byAudience = Heard.of(ofAudience);
    System.out.printf(
        "figure: %s: to the low host %s, to the high host %s, to the audience %s%n",
        "low and high tone, dB", byLow, byHigh, byAudience);
    assertThat(byLow.high() - byLow.low()).isGreaterThan(-NOT_HEARD_DECIBELS);
    assertThat(byHigh.low() - byHigh.high()).isGreaterThan(-NOT_HEARD_DECIBELS);
    assertThat(Math.abs(byAudience.low() - byAudience.high())).isLessThan(3);
    assertThat(byAudience.low() - byHigh.low()).as("as loud as to a host").isBetween(-3.0, 3.0);
    assertThat(ofAudience.pictures()).isNotEmpty();
  }

  /**
   * Half a second of sound from the end.
   *
   * @param low decibels of the low tone, full scale being 0
   * @param high decibels of the high one
   */
  private record Heard(double low, double high) {

    static Heard of(TestPeer peer) {
      List<PeerEvent.AudioReceived> sounds = peer.sounds();
      List<Float> left = new ArrayList<>();
      try (OpusDecoder decoder = new OpusDecoder()) {
        float[] pcm = new float[2 * 5760];
        for (PeerEvent.AudioReceived sound : sounds.subList(sounds.size() - 60, sounds.size())) {
          Bytes packet = sound.frame().payload();
          int samples =
              decoder.decode(packet.array(), packet.arrayOffset(), packet.length(), pcm, 0);
          for (int i = 0; i < samples; i++) {
            left.add(pcm[2 * i]);
          }
        }
      }
      List<Float> window = left.subList(left.size() - 24_000, left.size());
      return new Heard(loudest(window, LOW), loudest(window, HIGH));
    }

    /** A host whose clock is followed is up to 0.4 % off its pitch (ClockDrift). */
    private static double loudest(List<Float> samples, int pitch) {
      double loudest = Double.NEGATIVE_INFINITY;
      for (int off = -10; off <= 10; off++) {
        loudest = Math.max(loudest, goertzel(samples, pitch + off));
      }
      return loudest;
    }

    /** With a Hann window: what is beside a pitch does not leak into it. */
    private static double goertzel(List<Float> samples, int pitch) {
      double turn = 2 * Math.PI * pitch / 48_000;
      double before = 0;
      double last = 0;
      for (int i = 0; i < samples.size(); i++) {
        double hann = 1 - Math.cos(2 * Math.PI * i / samples.size());
        double next = samples.get(i) * hann + 2 * Math.cos(turn) * last - before;
        before = last;
        last = next;
      }
      double power = last * last + before * before - 2 * Math.cos(turn) * last * before;
      return 10 * Math.log10(4 * power / samples.size() / samples.size() + 1e-20);
    }

    @Override
    public String toString() {
      return "%.1f and %.1f".formatted(low, high);
    }
  }
}
