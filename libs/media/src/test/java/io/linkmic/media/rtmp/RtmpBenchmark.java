package io.linkmic.media.rtmp;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Prints the CPU time of writing one stream's tags: 720p at 30 pictures a second, and AAC. The
 * argument names a server; without it FFmpeg listens, whose chunks of 128 bytes are the worst case.
 */
public final class RtmpBenchmark {

  private static final int SECONDS = 60;

  private RtmpBenchmark() {}

  public static void main(String[] args) throws Exception {
    TestPicture picture = TestPicture.make(1280, 720, 50);
    for (int round = 0; round < 3; round++) {
      measure("file:/dev/null", picture);
      if (args.length > 0) {
        measure(args[0], picture);
        continue;
      }
      try (ListeningFfmpeg server = new ListeningFfmpeg(Path.of("/dev/null"))) {
        measure(server.url(), picture);
      }
    }
  }

  private static void measure(String url, TestPicture picture) {
    List<byte[]> units = picture.units().stream().map(TestPicture.Unit::nalUnits).toList();
    byte[] sound = new byte[341];
    ByteBuffer aac = ByteBuffer.wrap(new byte[] {0x11, (byte) 0x90});
    var headers = new StreamHeaders(picture.configuration(), aac, 1280, 720, 0, 128_000, 30);
    try (RtmpOutput out = new RtmpOutput(RtmpSettings.to(url))) {
      if (!out.open(headers).ok()) {
        throw new IllegalStateException("cannot open " + url);
      }
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      int tags = 0;
      long bytes = 0;
      for (int i = 0; i < SECONDS * 30; i++) {
        long at = i * 1000L / 30;
        byte[] unit = units.get(i % units.size());
        bytes += unit.length;
        check(out.writeVideo(unit, 0, unit.length, at, at, i % units.size() == 0));
        tags++;
        for (int k = i * 47 / 30; k < (i + 1) * 47 / 30; k++) {
          check(out.writeAudio(sound, 0, sound.length, k * 1024L / 48));
          tags++;
        }
      }
      long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
      System.out.printf(
          Locale.ROOT,
          "write %-36s %6.2f µs/tag %6.2f ms/s at %4.1f Mbit/s%n",
          new RtmpUrl(url),
          nanos / 1e3 / tags,
          nanos / 1e6 / SECONDS,
          bytes * 8e-6 / SECONDS);
    }
  }

  private static void check(RtmpResult result) {
    if (!result.ok()) {
      throw new IllegalStateException(result.toString());
    }
  }
}
