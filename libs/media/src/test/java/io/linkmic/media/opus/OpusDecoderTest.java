package io.linkmic.media.opus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkmic.media.sound.FfmpegAudioDecoder;
import io.linkmic.media.sound.Measure;
import io.linkmic.media.sound.TestSounds;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OpusDecoderTest {

  private static final OpusEncoderSettings VOICE = OpusEncoderSettings.voiceWithFec(24_000, 30);

  @Test
  void sine_keeps_frequency_and_level() {
    float[] sine = TestSounds.sine(1000, 0.5, 48_000);
    float[] out = decodeAll(encode(sine, 960, OpusEncoderSettings.stereo128k()));
    float[] steady = Arrays.copyOfRange(out, 9600, 86_400);
    assertThat(Measure.peakHertz(steady)).isBetween(999.0, 1001.0);
    assertThat(Measure.rms(steady)).isBetween(0.5 / Math.sqrt(2) * 0.98, 0.5 / Math.sqrt(2) * 1.02);
  }

  @Test
  void click_comes_out_later_by_the_lookahead_of_the_encoder() {
    float[] sound = TestSounds.click(24_000, 48_000);
    float[] out = decodeAll(encode(sound, 960, OpusEncoderSettings.stereo128k()));
    assertThat(Measure.loudestSample(out))
        .isBetween(
            24_000 + OpusPacket.ENCODER_LOOKAHEAD_SAMPLES - 24,
            24_000 + OpusPacket.ENCODER_LOOKAHEAD_SAMPLES + 24);
  }

  @Test
  void ffmpegs_own_decoder_hears_the_same() {
    List<byte[]> packets = encode(TestSounds.music(2), 960, OpusEncoderSettings.stereo128k());
    float[] ours = decodeAll(packets);
    float[] theirs = new float[ours.length + 11_520];
    int filled = 0;
    try (var decoder = new FfmpegAudioDecoder("opus", ByteBuffer.allocate(0))) {
      for (byte[] packet : packets) {
        filled += 2 * decoder.decode(packet, packet.length, theirs, filled);
      }
    }
    assertThat(filled).isGreaterThan(ours.length - 3840);
    assertThat(Measure.snrDecibels(ours, theirs, filled)).isGreaterThan(50);
  }

  @Test
  void every_legal_duration_is_decoded() {
    float[] sine = TestSounds.sine(440, 0.3, 48_000);
    for (int samples : new int[] {120, 240, 480, 960, 1920, 2880}) {
      List<byte[]> packets = encode(sine, samples, OpusEncoderSettings.stereo128k());
      float[] out = new float[OpusPacket.MAX_SAMPLES * 2];
      try (OpusDecoder decoder = new OpusDecoder()) {
        for (byte[] packet : packets) {
          assertThat(decoder.decode(packet, 0, packet.length, out, 0)).isEqualTo(samples);
        }
      }
    }
  }

  @Test
  void mono_comes_out_on_both_channels() {
    float[] sine = TestSounds.sine(440, 0.3, 48_000);
    List<byte[]> packets = encode(sine, 960, VOICE);
    assertThat(OpusPacket.isStereo(packets.getLast(), 0)).isFalse();
    float[] out = decodeAll(packets);
    for (int i = 0; i < out.length; i += 2) {
      assertThat(out[i]).isEqualTo(out[i + 1]);
    }
    assertThat(Measure.rms(Arrays.copyOfRange(out, 48_000, 96_000))).isGreaterThan(0.1);
  }

  @Test
  void lost_packet_is_concealed_without_a_hole() {
    List<byte[]> packets =
        encode(TestSounds.sine(300, 0.5, 48_000), 960, OpusEncoderSettings.stereo128k());
    float[] out = new float[packets.size() * 1920];
    try (OpusDecoder decoder = new OpusDecoder()) {
      for (int i = 0; i < packets.size(); i++) {
        byte[] packet = packets.get(i);
        int samples =
            i == 25
                ? decoder.conceal(960, out, i * 1920)
                : decoder.decode(packet, 0, packet.length, out, i * 1920);
        assertThat(samples).isEqualTo(960);
      }
    }
    double before = Measure.rms(Arrays.copyOfRange(out, 20 * 1920, 25 * 1920));
    double hole = Measure.rms(Arrays.copyOfRange(out, 25 * 1920, 26 * 1920));
    assertThat(hole).isGreaterThan(before * 0.5);
  }

  @Test
  void long_concealment_fades_out() {
    byte[] packet =
        encode(TestSounds.sine(300, 0.5, 9600), 960, OpusEncoderSettings.stereo128k()).getLast();
    float[] out = new float[11_520];
    try (OpusDecoder decoder = new OpusDecoder()) {
      decoder.decode(packet, 0, packet.length, out, 0);
      for (int i = 0; i < 50; i++) {
        decoder.conceal(960, out, 0);
      }
    }
    assertThat(Measure.rms(Arrays.copyOf(out, 1920))).isLessThan(0.05);
  }

  @Test
  void in_band_fec_restores_better_than_concealment() {
    float[] speech = TestSounds.speech(4);
    List<byte[]> packets = encode(speech, 960, VOICE);
    float[] whole = decodeAll(packets);
    float[] concealed = new float[whole.length];
    float[] recovered = new float[whole.length];
    double concealedError = 0;
    double recoveredError = 0;
    try (OpusDecoder plc = new OpusDecoder();
        OpusDecoder fec = new OpusDecoder()) {
      for (int i = 0; i + 1 < packets.size(); i++) {
        byte[] packet = packets.get(i);
        byte[] next = packets.get(i + 1);
        boolean lost = i % 10 == 9;
        int at = i * 1920;
        if (lost) {
          plc.conceal(960, concealed, at);
          assertThat(fec.recover(next, 0, next.length, 960, recovered, at)).isEqualTo(960);
          concealedError += Measure.errorEnergy(whole, concealed, at, 1920);
          recoveredError += Measure.errorEnergy(whole, recovered, at, 1920);
        } else {
          plc.decode(packet, 0, packet.length, concealed, at);
          fec.decode(packet, 0, packet.length, recovered, at);
        }
      }
    }
    assertThat(recoveredError).isLessThan(concealedError * 0.5);
  }

  @Test
  void garbage_is_a_value_and_the_decoder_lives_on() {
    Random random = new Random(5);
    float[] out = new float[OpusPacket.MAX_SAMPLES * 2];
    byte[] good =
        encode(TestSounds.sine(440, 0.3, 9600), 960, OpusEncoderSettings.stereo128k()).getLast();
    try (OpusDecoder decoder = new OpusDecoder()) {
      for (int i = 0; i < 20_000; i++) {
        byte[] garbage = new byte[random.nextInt(200)];
        random.nextBytes(garbage);
        int samples = decoder.decode(garbage, 0, garbage.length, out, 0);
        assertThat(samples == OpusPacket.MALFORMED || samples >= 120).isTrue();
        int restored = decoder.recover(garbage, 0, garbage.length, 960, out, 0);
        assertThat(restored == OpusPacket.MALFORMED || restored == 960).isTrue();
      }
      assertThat(decoder.decode(good, 0, good.length, out, 0)).isEqualTo(960);
      assertThat(decoder.decode(new byte[70_000], 0, 70_000, out, 0))
          .isEqualTo(OpusPacket.MALFORMED);
    }
  }

  @Test
  void closing_twice_is_harmless_and_use_afterwards_is_our_bug() {
    OpusDecoder decoder = new OpusDecoder();
    decoder.close();
    decoder.close();
    assertThatThrownBy(() -> decoder.conceal(960, new float[1920], 0))
        .isInstanceOf(IllegalStateException.class);
  }

  private static List<byte[]> encode(float[] pcm, int samples, OpusEncoderSettings settings) {
    List<byte[]> packets = new ArrayList<>();
    byte[] out = new byte[OpusEncoder.MAX_PACKET_BYTES];
    try (OpusEncoder encoder = new OpusEncoder(settings)) {
      for (int at = 0; at + 2 * samples <= pcm.length; at += 2 * samples) {
        packets.add(Arrays.copyOf(out, encoder.encode(pcm, at, samples, out, 0)));
      }
    }
    return packets;
  }

  private static float[] decodeAll(List<byte[]> packets) {
    float[] out = new float[packets.size() * OpusPacket.MAX_SAMPLES * 2];
    int filled = 0;
    try (OpusDecoder decoder = new OpusDecoder()) {
      for (byte[] packet : packets) {
        filled += 2 * decoder.decode(packet, 0, packet.length, out, filled);
      }
    }
    return Arrays.copyOf(out, filled);
  }
}
