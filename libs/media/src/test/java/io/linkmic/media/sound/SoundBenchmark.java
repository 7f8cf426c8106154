package io.linkmic.media.sound;

import io.linkmic.media.aac.AacEncoder;
import io.linkmic.media.aac.AacSettings;
import io.linkmic.media.opus.OpusDecoder;
import io.linkmic.media.opus.OpusEncoder;
import io.linkmic.media.opus.OpusEncoderSettings;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Prints CPU time and audible noise of every way from Opus to AAC. Arguments: seconds, rounds. */
public final class SoundBenchmark {

  private static final int FRAME = 960;
  private final int seconds;
  private final int rounds;

  private SoundBenchmark(int seconds, int rounds) {
    this.seconds = seconds;
    this.rounds = rounds;
  }

  public static void main(String[] args) {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    new SoundBenchmark(seconds, rounds).run();
  }

  private void run() {
    Map<String, float[]> sounds = new LinkedHashMap<>();
    sounds.put("speech", TestSounds.speech(seconds));
    sounds.put("music", TestSounds.music(seconds));
    sounds.put("silence", TestSounds.silence(seconds));
    sounds.forEach(this::decoders);
    sounds.forEach(this::encoders);
  }

  private void decoders(String name, float[] sound) {
    List<byte[]> packets = encodeOpus(sound);
    float[] out = new float[5760 * 2];
    try (OpusDecoder opus = new OpusDecoder();
        RawOpus raw = new RawOpus();
        FfmpegAudioDecoder own = new FfmpegAudioDecoder("opus", ByteBuffer.allocate(0));
        FfmpegAudioDecoder wrapper = new FfmpegAudioDecoder("libopus", ByteBuffer.allocate(0))) {
      decoder(name, "libopus float", packets, p -> opus.decode(p, 0, p.length, out, 0));
      decoder(name, "libopus 16 bit", packets, p -> raw.decode(p, out));
      decoder(name, "libopus float, every 10th lost", packets, losing(opus, out));
      decoder(name, "FFmpeg opus", packets, p -> own.decode(p, p.length, out, 0));
      decoder(name, "FFmpeg libopus", packets, p -> wrapper.decode(p, p.length, out, 0));
    }
  }

  private static Consumer<byte[]> losing(OpusDecoder opus, float[] out) {
    int[] count = new int[1];
    return p -> {
      if (++count[0] % 10 == 0) {
        opus.conceal(FRAME, out, 0);
      } else {
        opus.decode(p, 0, p.length, out, 0);
      }
    };
  }

  private void decoder(String sound, String label, List<byte[]> packets, Consumer<byte[]> d) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      long before = cpuNanos();
      for (byte[] packet : packets) {
        d.accept(packet);
      }
      best = Math.min(best, (cpuNanos() - before) / 1e6 / seconds);
    }
    System.out.printf(Locale.ROOT, "decode %-8s %-34s %6.2f ms/s%n", sound, label, best);
  }

  private void encoders(String name, float[] sound) {
    float[] decoded = decode(encodeOpus(sound), sound.length);
    String[] variants = {
      "aac_coder=twoloop",
      "aac_coder=fast",
      "aac_coder=fast,aac_tns=0",
      "aac_coder=fast,aac_pns=0",
      "aac_coder=fast,aac_is=0",
      "aac_coder=fast,aac_ms=0",
      "aac_coder=fast,aac_tns=0,aac_pns=0",
      "aac_coder=fast,aac_tns=0,aac_is=0",
      "aac_coder=fast,aac_tns=0,aac_pns=0,aac_is=0",
      "aac_coder=fast,aac_tns=0,aac_pns=0,aac_is=0,aac_ms=0",
      "aac_coder=fast,cutoff=16000",
      "aac_coder=fast,aac_tns=0,aac_pns=0,aac_is=0,cutoff=16000",
    };
    for (String variant : variants) {
      encoder(name, variant, decoded);
    }
  }

  private void encoder(String sound, String variant, float[] pcm) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String pair : variant.isEmpty() ? new String[0] : variant.split(",", -1)) {
      options.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    double best = Double.MAX_VALUE;
    List<byte[]> packets = new ArrayList<>();
    ByteBuffer config = ByteBuffer.allocate(0);
    for (int round = 0; round < rounds; round++) {
      packets.clear();
      try (AacEncoder encoder = new AacEncoder(new AacSettings(128_000, options))) {
        config = encoder.audioSpecificConfig();
        long before = cpuNanos();
        for (int at = 0; at + 2048 <= pcm.length; at += 2048) {
          encoder.encode(pcm, at, (d, n, position) -> packets.add(Arrays.copyOf(d, n)));
        }
        best = Math.min(best, (cpuNanos() - before) / 1e6 / seconds);
      }
    }
    float[] back = new float[pcm.length + 8192];
    int filled = 0;
    long bytes = 0;
    try (FfmpegAudioDecoder decoder = new FfmpegAudioDecoder("aac", config)) {
      for (byte[] packet : packets) {
        bytes += packet.length;
        filled += 2 * decoder.decode(packet, packet.length, back, filled);
      }
    }
    float[] aligned = Arrays.copyOfRange(back, 2048, pcm.length + 2048);
    var q = NoiseToMask.compare(pcm, aligned, (filled - 2048) / 2);
    System.out.printf(
        Locale.ROOT,
        "encode %-8s %-58s %6.2f ms/s %4.0f kbit/s  NMR %6.2f dB  audible %5.2f %%  segSNR %5.1f dB%n",
        sound,
        variant,
        best,
        bytes * 8.0 / seconds / 1000,
        q.meanDecibels(),
        q.audibleShare() * 100,
        q.segmentalSnr());
  }

  static List<byte[]> encodeOpus(float[] pcm) {
    List<byte[]> packets = new ArrayList<>();
    byte[] out = new byte[OpusEncoder.MAX_PACKET_BYTES];
    try (OpusEncoder encoder = new OpusEncoder(OpusEncoderSettings.stereo128k())) {
      for (int at = 0; at + 2 * FRAME <= pcm.length; at += 2 * FRAME) {
        packets.add(Arrays.copyOf(out, encoder.encode(pcm, at, FRAME, out, 0)));
      }
    }
    return packets;
  }

  private static float[] decode(List<byte[]> packets, int length) {
    float[] out = new float[length + 5760 * 2];
    int at = 0;
    try (OpusDecoder decoder = new OpusDecoder()) {
      for (byte[] packet : packets) {
        at += 2 * decoder.decode(packet, 0, packet.length, out, at);
      }
    }
    return Arrays.copyOf(out, length);
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
