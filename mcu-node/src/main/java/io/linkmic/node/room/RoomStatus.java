package io.linkmic.node.room;

import io.linkmic.contract.program.ProgramStatus;
import io.linkmic.contract.program.ProgramStatus.AudioFigures;
import io.linkmic.contract.program.ProgramStatus.EgressStatus;
import io.linkmic.contract.program.ProgramStatus.LinkStatus;
import io.linkmic.contract.program.ProgramStatus.TimelineFigures;
import io.linkmic.contract.program.ProgramStatus.VideoFigures;
import io.linkmic.node.egress.EgressSet;
import io.linkmic.node.program.OnAir;
import io.linkmic.node.program.Program;
import io.linkmic.node.program.ProgramFigures;
import io.linkmic.node.program.Source;
import io.linkmic.node.program.VideoConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts together what the API says of a running program. */
final class RoomStatus {
  private RoomStatus() {}

  static ProgramStatus of(
      String roomId, Program program, @Nullable EgressSet egress, List<LinkStatus> links) {
    List<EgressStatus> targets = egress == null ? List.of() : egress.status();
    Source source = program.source();
    String participant = source == null ? null : source.participantId();
    OnAir air = program.air();
    if (air == null) {
      return new ProgramStatus(
          roomId,
          program.mode(),
          program.reason(),
          participant,
          null,
          null,
          null,
          targets,
          links,
          null);
    }
    ProgramFigures figures = air.figures();
    return new ProgramStatus(
        roomId,
        program.mode(),
        program.reason(),
        participant,
        timeline(figures),
        video(air.videoConfig(), figures),
        new AudioFigures("AAC-LC", 48_000, 2, figures.audioBitrate(), figures.silent()),
        targets,
        links,
        program.mixFigures());
  }

  private static TimelineFigures timeline(ProgramFigures figures) {
    return new TimelineFigures(
        Math.max(figures.videoDts(), figures.audioDts()),
        figures.videoDts(),
        figures.audioDts(),
        figures.correctionMillis(),
        figures.senderReports());
  }

  private static @Nullable VideoFigures video(
      @Nullable VideoConfig config, ProgramFigures figures) {
    return config == null
        ? null
        : new VideoFigures(
            "H.264 " + config.profile(),
            config.width(),
            config.height(),
            figures.frameRate(),
            figures.videoBitrate(),
            figures.frames(),
            figures.keyInterval(),
            figures.rotation());
  }
}
