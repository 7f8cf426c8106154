package io.linkmic.media.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.picture.Canvas;
import io.linkmic.media.picture.Rectangle;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;

class EncoderInputTest {

  private static final EncoderSettings SETTINGS =
      new EncoderSettings(320, 180, 30, 1, 1_000_000, 15);

  @Test
  void intels_encoders_read_chroma_interleaved() {
    try (Canvas canvas = new Canvas(320, 180);
        EncoderInput input = EncoderInput.of(EncoderName.QSV, SETTINGS)) {
      canvas.fill(new Rectangle(318, 178, 2, 2), 0xff0000);
      canvas.frame().pts(7);
      AVFrame frame = input.from(canvas.frame());
      assertThat(frame.pts()).isEqualTo(7);
      assertThat(sample(frame, 0, 319, 179)).isEqualTo(63);
      assertThat(sample(frame, 0, 317, 179)).isEqualTo(16);
      // Cb, then Cr (ITU-R BT.709: red is 63, 102, 240).
      assertThat(sample(frame, 1, 318, 89)).isEqualTo(102);
      assertThat(sample(frame, 1, 319, 89)).isEqualTo(240);
      assertThat(sample(frame, 1, 317, 89)).isEqualTo(128);
    }
  }

  private static int sample(AVFrame frame, int plane, int column, int row) {
    BytePointer data = frame.data(plane);
    return data.get((long) row * frame.linesize(plane) + column) & 0xff;
  }
}
