package io.linkmic.testkit.call;

import io.linkmic.testkit.network.LinkConfig;
import java.time.Duration;
import java.util.List;

/**
 * The shape of a {@link SimulatedCall}.
 *
 * @param up from the client, who publishes, to the node
 * @param down from the node to the client
 * @param rtx repeated packets travel in a stream of their own (RFC 4588)
 * @param feedback of the video m-line, as in {@code NegotiatedMedia}
 * @param audioFeedback the same of the audio m-line
 * @param gop pictures from one IDR to the next that the encoder sends by itself
 */
public record CallConfig(
    long seed,
    LinkConfig up,
    LinkConfig down,
    boolean rtx,
    List<String> feedback,
    List<String> audioFeedback,
    int frameRate,
    int videoBitrate,
    int audioBitrate,
    int gop,
    Duration videoDeadline,
    Duration audioDeadline) {

  /** 720p30 at 2.5 Mbit/s and Opus, as Chromium would publish it, over a path without loss. */
  public static CallConfig of(long seed, Duration rtt) {
    var link = LinkConfig.delayed(rtt.dividedBy(2));
    return new CallConfig(
        seed,
        link,
        link,
        true,
        List.of("nack", "nack pli", "ccm fir", "goog-remb", "transport-cc"),
        List.of("transport-cc"),
        30,
        2_500_000,
        64_000,
        Integer.MAX_VALUE,
        Duration.ofMillis(500),
        Duration.ofMillis(200));
  }

  public CallConfig withUp(LinkConfig link) {
    return new CallConfig(
        seed,
        link,
        down,
        rtx,
        feedback,
        audioFeedback,
        frameRate,
        videoBitrate,
        audioBitrate,
        gop,
        videoDeadline,
        audioDeadline);
  }

  public CallConfig withDown(LinkConfig link) {
    return new CallConfig(
        seed,
        up,
        link,
        rtx,
        feedback,
        audioFeedback,
        frameRate,
        videoBitrate,
        audioBitrate,
        gop,
        videoDeadline,
        audioDeadline);
  }

  public CallConfig withFeedback(boolean withRtx, List<String> video, List<String> audio) {
    return new CallConfig(
        seed,
        up,
        down,
        withRtx,
        video,
        audio,
        frameRate,
        videoBitrate,
        audioBitrate,
        gop,
        videoDeadline,
        audioDeadline);
  }

  public CallConfig withVideo(int rate, int bitrate, int picturesPerGop) {
    return new CallConfig(
        seed,
        up,
        down,
        rtx,
        feedback,
        audioFeedback,
        rate,
        bitrate,
        audioBitrate,
        picturesPerGop,
        videoDeadline,
        audioDeadline);
  }
}
