package io.linkmic.media.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.media.flv.AvcVideoData;
import io.linkmic.media.flv.FlvReader;
import io.linkmic.media.flv.FlvTag;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * H.264 that the FFmpeg program made, as a WebRTC sender packs it.
 *
 * @param units access units: NAL units behind 4-byte lengths, SPS and PPS in front of each IDR
 */
public record Clip(List<byte[]> units) {

  /**
   * Encodes what a filter source gives.
   *
   * @param source for {@code -f lavfi}, without blanks
   * @param codec what stands between the source and the muxer, blanks between the options
   */
  public static Clip of(String source, int pictures, String codec) throws InterruptedException {
    return ofInput("-f lavfi -i " + source + " -frames:v " + pictures, codec);
  }

  /** Low delay as of a WebRTC sender, an IDR every {@code gop} pictures. */
  public static Clip of(String source, int pictures, int gop) throws InterruptedException {
    return of(
        source,
        pictures,
        "-pix_fmt yuv420p -c:v libx264 -preset ultrafast -tune zerolatency -g " + gop);
  }

  /** From any input of the program. */
  public static Clip ofInput(String input, String codec) throws InterruptedException {
    var made =
        FfmpegProgram.FFMPEG.run(
            Duration.ofMinutes(2),
            ("-v error " + input + " " + codec + " -f flv pipe:1").split(" "));
    assertThat(made.exitCode()).as(made.stderr()).isZero();
    byte[] flv = made.stdoutBytes();
    List<FlvTag> tags = new ArrayList<>();
    new FlvReader().accept(flv, 0, flv.length, tags::add);
    List<AvcVideoData> video =
        tags.stream()
            .filter(tag -> tag.type() == FlvTag.Type.VIDEO)
            .flatMap(tag -> AvcVideoData.read(tag.data()).stream())
            .toList();
    byte[] sets = parameterSets(video.getFirst().payload());
    return new Clip(
        video.stream()
            .filter(data -> data.kind() == AvcVideoData.Kind.NAL_UNITS)
            .map(data -> data.keyFrame() ? join(sets, bytes(data)) : bytes(data))
            .toList());
  }

  public byte[] unit(int index) {
    return units.get(index);
  }

  /** One SPS and one PPS out of an AVCDecoderConfigurationRecord (ISO 14496-15 §5.3.3.1). */
  private static byte[] parameterSets(ByteBuffer configuration) {
    ByteBuffer in = configuration.duplicate().order(ByteOrder.BIG_ENDIAN);
    ByteBuffer out = ByteBuffer.allocate(in.remaining() + 8);
    in.position(in.position() + 6);
    copyUnit(in, out);
    in.get();
    copyUnit(in, out);
    byte[] sets = new byte[out.position()];
    out.get(0, sets);
    return sets;
  }

  private static void copyUnit(ByteBuffer in, ByteBuffer out) {
    byte[] unit = new byte[in.getShort()];
    in.get(unit);
    out.putInt(unit.length).put(unit);
  }

  private static byte[] bytes(AvcVideoData data) {
    byte[] bytes = new byte[data.payload().remaining()];
    data.payload().duplicate().get(bytes);
    return bytes;
  }

  static byte[] join(byte[] a, byte[] b) {
    return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
  }
}
