package io.linkmic.media.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.aac.AacEncoder;
import io.linkmic.media.aac.AacSettings;
import io.linkmic.media.opus.OpusDecoder;
import io.linkmic.media.opus.OpusEncoder;
import io.linkmic.media.opus.OpusEncoderSettings;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundToFlvTest {

  @TempDir Path folder;

  @Test
  void opus_becomes_aac_in_an_flv_file() {
    byte[] avcc = {
      1,
      66,
      (byte) 0xc0,
      30,
      (byte) 0xff,
      (byte) 0xe1,
      0,
      4,
      0x67,
      66,
      (byte) 0xc0,
      30,
      1,
      0,
      4,
      0x68,
      (byte) 0xce,
      60,
      (byte) 0x80
    };
    try (var opus = new OpusEncoder(OpusEncoderSettings.stereo128k());
        var decoder = new OpusDecoder();
        var aac = new AacEncoder(AacSettings.stereo(128_000));
        var out = new RtmpOutput(RtmpSettings.to("file:" + folder.resolve("a.flv")))) {
      var headers =
          new StreamHeaders(
              ByteBuffer.wrap(avcc), aac.audioSpecificConfig(), 640, 360, 0, 128_000, 30);
      assertThat(out.open(headers)).isEqualTo(RtmpResult.Done.DONE);
      float[] pcm = new float[960 * 2];
      byte[] packet = new byte[OpusEncoder.MAX_PACKET_BYTES];
      float[] fifo = new float[8192];
      int filled = 0;
      for (int i = 0; i < 100; i++) {
        for (int s = 0; s < 960; s++) {
          pcm[2 * s] = (float) (0.5 * Math.sin(2 * Math.PI * 1000 * (i * 960 + s) / 48000));
          pcm[2 * s + 1] = pcm[2 * s];
        }
        int bytes = opus.encode(pcm, 0, 960, packet, 0);
        filled += 2 * decoder.decode(packet, 0, bytes, fifo, filled);
        while (filled >= 2048) {
          aac.encode(
              fifo,
              0,
              (data, length, position) ->
                  assertThat(out.writeAudio(data, 0, length, 1000 + position * 1000 / 48000))
                      .isEqualTo(RtmpResult.Done.DONE));
          System.arraycopy(fifo, 2048, fifo, 0, filled - 2048);
          filled -= 2048;
        }
      }
      assertThat(out.bytesWritten()).isGreaterThan(20_000);
    }
  }
}
