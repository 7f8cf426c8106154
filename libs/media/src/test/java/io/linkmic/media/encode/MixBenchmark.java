package io.linkmic.media.encode;

import com.sun.management.OperatingSystemMXBean;
import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.media.picture.Canvas;
import io.linkmic.media.picture.Clip;
import io.linkmic.media.picture.Fit;
import io.linkmic.media.picture.Picture;
import io.linkmic.media.picture.Rectangle;
import io.linkmic.media.picture.VideoDecoder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Processor time of the picture side of a mix: N × 720p30 H.264 → one 1280×720 picture, 30 a
 * second, by these classes on one thread and by the FFmpeg program's filter graph on the same
 * clips.
 */
public final class MixBenchmark {

  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int RATE = 30;
  private static final EncoderSettings SETTINGS =
      new EncoderSettings(WIDTH, HEIGHT, RATE, 1, 2_500_000, 60);
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final int inputs;
  private final int seconds;
  private final Path folder;

  private MixBenchmark(int inputs, int seconds, Path folder) {
    this.inputs = inputs;
    this.seconds = seconds;
    this.folder = folder;
  }

  /** Arguments: seconds of media (20), repetitions (3). */
  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    Path folder = Files.createTempDirectory("mix");
    System.out.println("processor seconds per second of media; best of " + rounds);
    for (int inputs : new int[] {2, 4, 9}) {
      new MixBenchmark(inputs, seconds, folder).run(rounds);
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private void run(int rounds) throws Exception {
    List<Clip> clips = clips();
    double ours = Double.MAX_VALUE;
    double oneThread = Double.MAX_VALUE;
    double asIs = Double.MAX_VALUE;
    Times times = new Times();
    mix(clips, Math.min(5, seconds), new Times()); // class loading, JIT
    for (int round = 0; round < rounds; round++) {
      Times latest = new Times();
      double cost = mix(clips, seconds, latest);
      times = cost < ours ? latest : times;
      ours = Math.min(ours, cost);
      oneThread = Math.min(oneThread, ffmpeg("-threads 1"));
      asIs = Math.min(asIs, ffmpeg(""));
    }
    System.out.printf(
        "%d inputs: ours %.3f (decode %.3f draw %.3f encode %.3f)  ffmpeg -threads 1 %.3f ratio"
            + " %.3f  ffmpeg %.3f ratio %.3f%n",
        inputs,
        ours,
        times.decode / 1e9 / seconds,
        times.draw / 1e9 / seconds,
        times.encode / 1e9 / seconds,
        oneThread,
        ours / oneThread,
        asIs,
        ours / asIs);
  }

  /** Wall time of the one thread that does the work, in nanoseconds. */
  private static final class Times {
    long decode;
    long draw;
    long encode;
  }

  private double mix(List<Clip> clips, int seconds, Times times) {
    List<Rectangle> areas = areas();
    List<VideoDecoder> decoders = clips.stream().map(clip -> new VideoDecoder()).toList();
    long before = SYSTEM.getProcessCpuTime();
    try (Canvas canvas = new Canvas(WIDTH, HEIGHT);
        VideoEncoder encoder = VideoEncoder.open(EncoderName.X264, SETTINGS)) {
      for (int i = 0; i < seconds * RATE; i++) {
        for (int input = 0; input < inputs; input++) {
          long start = System.nanoTime();
          byte[] unit = clips.get(input).unit(i);
          Picture picture = decoders.get(input).decode(unit, 0, unit.length, i, 0);
          long decoded = System.nanoTime();
          times.decode += decoded - start;
          if (picture != null) {
            canvas.draw(picture, areas.get(input), Fit.LETTERBOX);
            picture.close();
          }
          times.draw += System.nanoTime() - decoded;
        }
        long start = System.nanoTime();
        encoder.encode(canvas, i, false, (nalUnits, idr, pts) -> {});
        times.encode += System.nanoTime() - start;
      }
    }
    double cost = (SYSTEM.getProcessCpuTime() - before) / 1e9 / seconds;
    decoders.forEach(VideoDecoder::close);
    return cost;
  }

  private double ffmpeg(String decoderOptions) throws InterruptedException {
    String in =
        IntStream.range(0, inputs)
            .mapToObj(i -> decoderOptions + " -i " + file(i))
            .collect(Collectors.joining(" "));
    String command =
        ("-v info -nostats -benchmark -filter_complex_threads 1 %s -filter_complex %s -map [v] -an"
                + " -c:v libx264 -preset veryfast -tune zerolatency -threads 1 -bf 0 -sc_threshold 0"
                + " -b:v 2500k -maxrate 2500k -bufsize 2500k -g 60 -f h264 -y /dev/null")
            .formatted(in, graph());
    var done = FfmpegProgram.FFMPEG.run(Duration.ofMinutes(10), command.trim().split("\\s+"));
    Matcher bench =
        Pattern.compile("bench: utime=([0-9.]+)s stime=([0-9.]+)s").matcher(done.stderr());
    if (done.exitCode() != 0 || !bench.find()) {
      throw new IllegalStateException(done.stderr());
    }
    return (Double.parseDouble(bench.group(1)) + Double.parseDouble(bench.group(2))) / seconds;
  }

  private String graph() {
    StringBuilder graph = new StringBuilder();
    StringBuilder pads = new StringBuilder();
    StringBuilder layout = new StringBuilder();
    for (int i = 0; i < inputs; i++) {
      Rectangle area = areas().get(i);
      graph.append("[%d:v]scale=%d:%d[s%d];".formatted(i, area.width(), area.height(), i));
      pads.append("[s").append(i).append(']');
      layout.append(i == 0 ? "" : "|").append(area.x()).append('_').append(area.y());
    }
    String pad = inputs == 4 ? "" : ",pad=%d:%d:0:0".formatted(WIDTH, HEIGHT);
    return graph
        .append(pads)
        .append("xstack=inputs=%d:layout=%s:fill=black".formatted(inputs, layout))
        .append(pad)
        .append("[v]")
        .toString();
  }

  private List<Rectangle> areas() {
    List<Rectangle> areas = new ArrayList<>();
    int columns = (int) Math.ceil(Math.sqrt(inputs));
    int width = WIDTH / columns / 2 * 2;
    int height = width * 9 / 16 / 2 * 2;
    int top = (HEIGHT - height * ((inputs + columns - 1) / columns)) / 2;
    for (int i = 0; i < inputs; i++) {
      areas.add(new Rectangle(i % columns * width, top + i / columns * height, width, height));
    }
    return areas;
  }

  private Path file(int input) {
    return folder.resolve("in" + input + ".flv");
  }

  /** Moving, noisy pictures as a phone's camera sends them at 1.5 Mbit/s. */
  private List<Clip> clips() throws InterruptedException, IOException {
    List<Clip> clips = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      if (!Files.exists(file(i))) {
        String source =
            "testsrc2=size=1280x720:rate=30,rotate=a=t/%d:c=gray,noise=alls=6:allf=t"
                .formatted(i + 5);
        String command =
            ("-v error -f lavfi -i %s -t %d -pix_fmt yuv420p -c:v libx264 -preset veryfast -tune"
                    + " zerolatency -b:v 1500k -maxrate 1500k -bufsize 750k -g 300 %s")
                .formatted(source, seconds, file(i));
        FfmpegProgram.FFMPEG.run(Duration.ofMinutes(10), command.split(" "));
      }
      clips.add(Clip.ofInput("-i " + file(i), "-c:v copy"));
    }
    return clips;
  }
}
