package io.linkmic.media.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.aac.AacEncoder;
import io.linkmic.media.aac.AacSettings;
import io.linkmic.media.opus.OpusDecoder;
import io.linkmic.media.opus.OpusEncoder;
import io.linkmic.media.opus.OpusEncoderSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeMemoryTest {

  @TempDir Path folder;

  @Test
  void a_thousand_openings_and_closings_leave_no_memory_and_no_file_behind() throws IOException {
    for (int i = 0; i < 300; i++) {
      openAndClose(); // class loading, JIT and malloc's arenas settle
    }
    System.gc();
    long filesBefore = openFiles();
    long before = residentKilobytes();
    for (int i = 0; i < 1000; i++) {
      openAndClose();
    }
    System.gc();
    // One leaked AAC encoder has about 400 kB, one muxer with its buffers 100 kB.
    assertThat(residentKilobytes() - before).isLessThan(30_000);
    assertThat(openFiles()).isLessThanOrEqualTo(filesBefore + 2);
  }

  private void openAndClose() {
    try (OpusEncoder opus = new OpusEncoder(OpusEncoderSettings.stereo128k());
        OpusDecoder decoder = new OpusDecoder();
        AacEncoder aac = new AacEncoder(AacSettings.stereo(128_000));
        RtmpOutput file = new RtmpOutput(RtmpSettings.to("file:" + folder.resolve("a.flv")));
        RtmpOutput nobody = new RtmpOutput(RtmpSettings.to("rtmp://127.0.0.1:1/live/key"))) {
      byte[] packet = new byte[OpusEncoder.MAX_PACKET_BYTES];
      float[] pcm = new float[2048];
      decoder.decode(packet, 0, opus.encode(pcm, 0, 960, packet, 0), pcm, 0);
      ByteBuffer config = configuration(66);
      var headers = new StreamHeaders(config, aac.audioSpecificConfig(), 320, 180, 0, 0, 0);
      assertThat(file.open(headers).ok()).isTrue();
      file.changeVideoConfig(configuration(77));
      file.writeVideo(new byte[] {0, 0, 0, 1, 0x65}, 0, 5, 0, 0, true);
      aac.encode(pcm, 0, (data, length, position) -> {});
      aac.encode(pcm, 0, (data, length, position) -> file.writeAudio(data, 0, length, 0));
      assertThat(nobody.open(headers).ok()).isFalse();
    }
  }

  private static ByteBuffer configuration(int profile) {
    byte[] bytes = HexFormat.of().parseHex("0142c01fffe100046742c01f01000468ce3c80");
    bytes[1] = (byte) profile;
    return ByteBuffer.wrap(bytes);
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private static long openFiles() throws IOException {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }
}
