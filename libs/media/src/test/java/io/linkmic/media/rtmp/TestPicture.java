package io.linkmic.media.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.media.flv.AvcVideoData;
import io.linkmic.media.flv.FlvReader;
import io.linkmic.media.flv.FlvTag;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** H.264 that FFmpeg made: its configuration and access units at 25 pictures a second. */
record TestPicture(ByteBuffer configuration, List<Unit> units) {

  record Unit(ByteBuffer payload, boolean keyFrame) {
    byte[] nalUnits() {
      return bytes(payload);
    }
  }

  static TestPicture make(int width, int height, int pictures) throws InterruptedException {
    var made =
        FfmpegProgram.FFMPEG.run(
            Duration.ofSeconds(60),
            ("-v error -f lavfi -i testsrc2=size=%dx%d:rate=25 -frames:v %d -pix_fmt yuv420p"
                    + " -c:v libx264 -preset ultrafast -tune zerolatency -g 25 -f flv pipe:1")
                .formatted(width, height, pictures)
                .split(" "));
    assertThat(made.exitCode()).as(made.stderr()).isZero();
    byte[] flv = made.stdoutBytes();
    List<FlvTag> tags = new ArrayList<>();
    new FlvReader().accept(flv, 0, flv.length, tags::add);
    List<AvcVideoData> video = video(tags);
    List<Unit> units =
        video.stream()
            .filter(data -> data.kind() == AvcVideoData.Kind.NAL_UNITS)
            .map(data -> new Unit(data.payload(), data.keyFrame()))
            .toList();
    return new TestPicture(video.getFirst().payload(), units);
  }

  static List<AvcVideoData> video(List<FlvTag> tags) {
    return tags.stream()
        .filter(tag -> tag.type() == FlvTag.Type.VIDEO)
        .flatMap(tag -> AvcVideoData.read(tag.data()).stream())
        .toList();
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** With silence: an AAC configuration is part of every stream. */
  StreamHeaders headers() {
    return new StreamHeaders(
        configuration, ByteBuffer.wrap(new byte[] {0x11, (byte) 0x90}), 320, 180, 0, 128_000, 25);
  }
}
