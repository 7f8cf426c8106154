package io.linkmic.contract.program;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The program of one room at one instant.
 *
 * @param reason one sentence: why this mode
 * @param participantId the host on air, null when idle
 * @param timeline null before the first picture
 * @param links to other rooms, as they are now
 * @param mix null while nothing is mixed
 */
public record ProgramStatus(
    String roomId,
    ProgramMode mode,
    String reason,
    @Nullable String participantId,
    @Nullable TimelineFigures timeline,
    @Nullable VideoFigures video,
    @Nullable AudioFigures audio,
    List<EgressStatus> egress,
    List<LinkStatus> links,
    @Nullable MixFigures mix) {

  @SuppressWarnings("NullAway") // A node that does not know links yet has none.
  public ProgramStatus {
    links = links == null ? List.of() : List.copyOf(links);
  }

  /**
   * @param positionMs media time sent so far
   * @param videoDtsMs newest picture's timestamp
   * @param audioDtsMs newest sound's timestamp
   * @param avOffsetMs correction applied from sender reports, sound against picture
   * @param senderReports whether lips and voices are aligned by sender reports ({@code true}) or by
   *     arrival
   */
  public record TimelineFigures(
      long positionMs,
      long videoDtsMs,
      long audioDtsMs,
      double avOffsetMs,
      boolean senderReports) {}

  /**
   * @param keyFrameIntervalMs between the two newest key frames
   * @param rotationDegrees the host's device orientation as last reported: 0, 90, 180, 270
   */
  public record VideoFigures(
      String codec,
      int width,
      int height,
      double frameRate,
      long bitrate,
      long frames,
      long keyFrameIntervalMs,
      int rotationDegrees) {}

  /**
   * @param silent silence is being sent in place of a muted or vanished microphone
   */
  public record AudioFigures(
      String codec, int sampleRate, int channels, long bitrate, boolean silent) {}

  /**
   * One RTMP target.
   *
   * @param url without its stream key
   * @param state {@code connecting, live, retrying, failed, stopped}
   * @param queueMs media time waiting
   * @param lastError null when all is well
   */
  public record EgressStatus(
      String egressId,
      String url,
      String state,
      long bytesSent,
      long queueMs,
      long queueBytes,
      long droppedFrames,
      int reconnects,
      @Nullable String lastError) {}

  /**
   * A link to another room.
   *
   * @param state {@code connecting, live, retrying}
   * @param participantIds the other room's hosts, by the ids they have in this room
   * @param lastError null when all is well
   */
  public record LinkStatus(
      String linkId,
      String peerRoomId,
      String state,
      List<String> participantIds,
      @Nullable String lastError) {}

  /**
   * The mix while one runs.
   *
   * @param encoder as FFmpeg names it
   * @param encoderReason one sentence: why this one
   * @param decoder of the hosts: {@code software}, {@code cuda} or {@code vaapi}
   * @param frameRate it aims at now
   * @param bitrate bit/s it aims at now
   * @param framesMissed left out because the machine was behind
   * @param degraded one sentence: what was given up and why; null when nothing was
   */
  public record MixFigures(
      String encoder,
      String encoderReason,
      String decoder,
      int width,
      int height,
      double frameRate,
      int bitrate,
      long framesMissed,
      @Nullable String degraded) {}
}
