package io.linkmic.benchmarks;

import io.linkmic.media.aac.AacEncoder;
import io.linkmic.media.aac.AacSettings;
import io.linkmic.media.encode.EncoderName;
import io.linkmic.media.encode.EncoderSettings;
import io.linkmic.media.encode.EncoderTuning;
import io.linkmic.media.encode.VideoEncoder;
import io.linkmic.media.mix.SoundMixer;
import io.linkmic.media.opus.OpusDecoder;
import io.linkmic.media.picture.Canvas;
import io.linkmic.media.picture.Fit;
import io.linkmic.media.picture.Picture;
import io.linkmic.media.picture.Rectangle;
import io.linkmic.media.picture.VideoDecoder;
import io.linkmic.node.mix.PlacedRegion;
import io.linkmic.rtc.bytes.Bytes;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What cannot be saved: the codecs alone on one thread in real time, by the node's own libraries
 * and of the same pictures, without network, drawing or anything between. One thread, owns its
 * native memory.
 */
final class CodecFloor implements AutoCloseable {
  private static final int WARM_UP_FRAMES = 3 * MixWork.FRAME_RATE;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final MixWork work;
  private final List<VideoDecoder> decoders;
  private final List<OpusDecoder> voices;
  private final List<Rectangle> areas;
  private final Canvas canvas = new Canvas(MixWork.WIDTH, MixWork.HEIGHT);
  private final VideoEncoder encoder =
      VideoEncoder.open(
          EncoderName.X264,
          new EncoderSettings(
              MixWork.WIDTH,
              MixWork.HEIGHT,
              MixWork.FRAME_RATE,
              1,
              MixWork.VIDEO_BITRATE,
              MixWork.GOP),
          new EncoderTuning(EncoderTuning.Profile.CONSTRAINED_BASELINE, 1));
  private final AacEncoder aac = new AacEncoder(AacSettings.stereo(MixWork.AUDIO_BITRATE));
  private final SoundMixer mixer;
  private final float[][] heard;
  private final float[] block = new float[SoundMixer.BLOCK_FLOATS];
  private final float[] frame = new float[AacEncoder.FRAME_SAMPLES * 2];
  private int filled;
  private long sounds;
  private long decodeNanos;
  private long drawNanos;
  private long encodeNanos;
  private long soundNanos;

  /**
   * Processor seconds per second of media.
   *
   * @param draw not part of the floor: scaling into the canvas
   * @param sound Opus decoded, summed, AAC encoded
   */
  record Cost(double decode, double draw, double encode, double sound) {
    double floor() {
      return decode + encode + sound;
    }
  }

  private CodecFloor(MixWork work) {
    this.work = work;
    this.decoders = Stream.generate(VideoDecoder::new).limit(work.hosts()).toList();
    this.voices = Stream.generate(OpusDecoder::new).limit(work.hosts()).toList();
    this.areas =
        java.util.stream.IntStream.range(0, work.hosts())
            .mapToObj(work::region)
            .map(CodecFloor::area)
            .toList();
    this.mixer = new SoundMixer(work.hosts());
    this.heard = new float[work.hosts()][BenchMedia.OPUS_SAMPLES * 2];
  }

  private static Rectangle area(PlacedRegion region) {
    return new Rectangle(region.x(), region.y(), region.width(), region.height());
  }

  static Cost run(MixWork work, int seconds) {
    try (CodecFloor floor = new CodecFloor(work)) {
      return floor.run(seconds);
    }
  }

  private Cost run(int seconds) {
    long began = System.nanoTime();
    int frames = WARM_UP_FRAMES + seconds * MixWork.FRAME_RATE;
    for (int n = 0; n < frames; n++) {
      if (n == WARM_UP_FRAMES) {
        decodeNanos = 0;
        drawNanos = 0;
        encodeNanos = 0;
        soundNanos = 0;
      }
      long wait = began + n * 1_000_000_000L / MixWork.FRAME_RATE - System.nanoTime();
      if (wait > 0) {
        Bench.sleep(Duration.ofNanos(wait));
      }
      picture(n);
      while (sounds * BenchMedia.OPUS_SAMPLES * MixWork.FRAME_RATE
          <= (long) n * AacEncoder.SAMPLE_RATE) {
        sound();
      }
    }
    double nanos = seconds * 1e9;
    return new Cost(
        decodeNanos / nanos, drawNanos / nanos, encodeNanos / nanos, soundNanos / nanos);
  }

  private void picture(int n) {
    for (int host = 0; host < work.hosts(); host++) {
      Bytes unit = work.clips().get(host).media().picture(n).nalUnits();
      long start = THREADS.getCurrentThreadCpuTime();
      Picture picture =
          decoders.get(host).decode(unit.array(), unit.arrayOffset(), unit.length(), n, 0);
      long decoded = THREADS.getCurrentThreadCpuTime();
      decodeNanos += decoded - start;
      if (picture != null) {
        canvas.draw(picture, areas.get(host), Fit.CROP);
        picture.close();
      }
      drawNanos += THREADS.getCurrentThreadCpuTime() - decoded;
    }
    long start = THREADS.getCurrentThreadCpuTime();
    encoder.encode(canvas, n, false, (nalUnits, idr, pts) -> {});
    encodeNanos += THREADS.getCurrentThreadCpuTime() - start;
  }

  /** 20 ms of everybody. */
  private void sound() {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int host = 0; host < work.hosts(); host++) {
      Bytes packet = work.clips().get(host).media().sound(sounds).payload();
      voices
          .get(host)
          .decode(packet.array(), packet.arrayOffset(), packet.length(), heard[host], 0);
    }
    for (int at = 0; at < BenchMedia.OPUS_SAMPLES; at += SoundMixer.BLOCK_SAMPLES) {
      mixer.begin();
      for (int host = 0; host < work.hosts(); host++) {
        mixer.add(host, heard[host], at, 1);
      }
      mixer.mix(block);
      append();
    }
    sounds++;
    soundNanos += THREADS.getCurrentThreadCpuTime() - start;
  }

  private void append() {
    int done = 0;
    while (done < SoundMixer.BLOCK_SAMPLES) {
      int samples = Math.min(SoundMixer.BLOCK_SAMPLES - done, AacEncoder.FRAME_SAMPLES - filled);
      System.arraycopy(block, done * 2, frame, filled * 2, samples * 2);
      filled += samples;
      done += samples;
      if (filled == AacEncoder.FRAME_SAMPLES) {
        filled = 0;
        aac.encode(frame, 0, (data, length, position) -> {});
      }
    }
  }

  @Override
  public void close() {
    decoders.forEach(VideoDecoder::close);
    voices.forEach(OpusDecoder::close);
    encoder.close();
    canvas.close();
    aac.close();
  }
}
