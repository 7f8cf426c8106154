package io.linkmic.benchmarks;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.node.mix.PlacedRegion;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The same work by the FFmpeg program's own filter graph, in real time and with as few threads as
 * it can: more of them cost more in all.
 */
final class FfmpegMix {
  // Decoders and encoder have begun by then, and reading ahead of real time is over.
  static final Duration WARM_UP = Duration.ofSeconds(3);

  private FfmpegMix() {}

  /**
   * Processor seconds per second of media.
   *
   * @param seconds measured, after the beginning
   * @param url where it pushes to by RTMP
   */
  static double run(MixWork work, int seconds, String url)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("linkmic-bench-ffmpeg", ".log");
    Process process =
        FfmpegProgram.FFMPEG.command(line(work, seconds, url)).redirectError(log.toFile()).start();
    try {
      double cost = watch(process, seconds);
      if (cost < 0) {
        throw new IOException(
            "FFmpeg ended before it could be measured:\n" + Files.readString(log));
      }
      return cost;
    } finally {
      process.destroy();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Files.delete(log);
    }
  }

  /** Looks at the processor time whenever the program says how far it is; −1 without two looks. */
  private static double watch(Process process, int seconds) throws IOException {
    long cpuAtFirst = -1;
    long mediaAtFirst = 0;
    double cost = -1;
    boolean measured = false;
    try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("out_time_us=") || line.endsWith("N/A")) {
          continue;
        }
        long media = Long.parseLong(line.substring(line.indexOf('=') + 1));
        if (media < WARM_UP.toNanos() / 1000 || measured) {
          continue;
        }
        long cpu = ServiceProcess.cpuMillis(process.pid());
        if (cpuAtFirst < 0) {
          cpuAtFirst = cpu;
          mediaAtFirst = media;
        } else if (media > mediaAtFirst) {
          cost = (cpu - cpuAtFirst) * 1000.0 / (media - mediaAtFirst);
        }
        if (media >= mediaAtFirst + seconds * 1_000_000L) {
          // Read to its end all the same: it complains of a pipe that nobody reads. The handle, for
          // Process.destroy closes that pipe.
          measured = true;
          process.toHandle().destroy();
        }
      }
    }
    return cost;
  }

  private static List<String> line(MixWork work, int seconds, String url) {
    List<String> line =
        new ArrayList<>(words("-v error -nostats -progress pipe:1 -stats_period 0.5"));
    line.addAll(words("-filter_complex_threads 1"));
    for (HostClip clip : work.clips()) {
      line.addAll(words("-re -stream_loop -1 -threads 1 -i"));
      line.add(clip.file().toString());
    }
    line.addAll(List.of("-filter_complex", graph(work), "-map", "[v]", "-map", "[a]"));
    line.addAll(
        words("-c:v libx264 -preset veryfast -tune zerolatency -profile:v baseline -threads 1"));
    line.addAll(
        words(
            "-bf 0 -sc_threshold 0 -g %1$d -b:v %2$d -maxrate %2$d -bufsize %2$d"
                .formatted(MixWork.GOP, MixWork.VIDEO_BITRATE)));
    // The node's own settings of the same encoder; the default costs three times as much.
    line.addAll(words("-c:a aac -aac_coder fast -aac_tns 0 -aac_pns 0 -b:a"));
    line.add(Integer.toString(MixWork.AUDIO_BITRATE));
    line.addAll(List.of("-t", Integer.toString(seconds + 5), "-f", "flv", url));
    return line;
  }

  /** Cut to the region's shape, scaled with the node's filters, put side by side. */
  private static String graph(MixWork work) {
    StringBuilder graph = new StringBuilder();
    StringBuilder pictures = new StringBuilder();
    StringBuilder sounds = new StringBuilder();
    StringBuilder places = new StringBuilder();
    for (int i = 0; i < work.hosts(); i++) {
      PlacedRegion region = work.region(i);
      graph.append(
          "[%d:v]crop=%s,scale=%d:%d:flags=%s[v%d];"
              .formatted(i, crop(region), region.width(), region.height(), filter(region), i));
      pictures.append("[v%d]".formatted(i));
      sounds.append("[%d:a]".formatted(i));
      places.append(i == 0 ? "" : "|").append(region.x()).append('_').append(region.y());
    }
    graph.append(
        "%sxstack=inputs=%d:layout=%s:fill=black".formatted(pictures, work.hosts(), places));
    if (!full(work)) {
      graph.append(",pad=%d:%d:0:0".formatted(MixWork.WIDTH, MixWork.HEIGHT));
    }
    return graph
        .append("[v];%samix=inputs=%d:normalize=0[a]".formatted(sounds, work.hosts()))
        .toString();
  }

  private static boolean full(MixWork work) {
    boolean right = work.regions().stream().anyMatch(r -> r.x() + r.width() == MixWork.WIDTH);
    boolean low = work.regions().stream().anyMatch(r -> r.y() + r.height() == MixWork.HEIGHT);
    return right && low;
  }

  private static String crop(PlacedRegion region) {
    long width = Math.round((double) MixWork.HEIGHT * region.width() / region.height() / 2) * 2;
    long height = Math.round((double) MixWork.WIDTH * region.height() / region.width() / 2) * 2;
    return "%d:%d".formatted(Math.min(width, MixWork.WIDTH), Math.min(height, MixWork.HEIGHT));
  }

  private static String filter(PlacedRegion region) {
    boolean small = 2 * region.width() < MixWork.WIDTH && 2 * region.height() < MixWork.HEIGHT;
    return small ? "area" : "bilinear";
  }

  private static List<String> words(String line) {
    return Arrays.asList(line.split(" "));
  }
}
