package io.linkmic.standalone.live;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import java.nio.file.Path;
import java.util.List;

/** FFmpeg 8 as a host: sends the clip as it is. */
public final class WhipFfmpeg implements AutoCloseable {
  private final Process process;

  private WhipFfmpeg(Process process) {
    this.process = process;
  }

  static WhipFfmpeg publish(LiveSystem system, String room, String participant, Path clip)
      throws Exception {
    return publish(
        system.whipUrl(room).toString(), LiveSystem.token(room, participant), room, clip);
  }

  /**
   * @param name of its log
   */
  public static WhipFfmpeg publish(String url, String token, String name, Path clip)
      throws Exception {
    List<String> words =
        List.of(
            "-v",
            "error",
            "-re",
            "-stream_loop",
            "-1",
            "-i",
            clip.toString(),
            "-c",
            "copy",
            "-f",
            "whip",
            "-authorization",
            token,
            url);
    return new WhipFfmpeg(
        FfmpegProgram.FFMPEG
            .command(words)
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", "run", "whip-" + name + ".log").toFile())
            .start());
  }

  boolean alive() {
    return process.isAlive();
  }

  /** kill −9. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends the session as a program that is told to stop does. */
  void leave() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
