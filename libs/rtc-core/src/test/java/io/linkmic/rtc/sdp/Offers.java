package io.linkmic.rtc.sdp;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.dtls.Fingerprint;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.rtp.ExtensionUri;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Offers of real programs, and the node that answers them. */
final class Offers {
  static final String CHROMIUM_SENDONLY = "chromium-156-sendonly";
  static final String CHROMIUM_DATA_CHANNEL = "chromium-156-sendrecv-datachannel-gathered";
  static final String CHROMIUM_RECVONLY = "chromium-156-recvonly";
  static final String CHROMIUM_SIMULCAST = "chromium-156-simulcast";
  static final String FFMPEG_BASELINE = "ffmpeg-8.0-baseline";
  static final String FFMPEG_HIGH = "ffmpeg-8.0-high";
  static final String FFMPEG_COPY = "ffmpeg-8.0-copy-constrained-baseline";
  static final String FFMPEG_VIDEO_ONLY = "ffmpeg-8.0-video-only";

  static final String FIREFOX = "firefox-modelled";
  static final String GSTREAMER = "gstreamer-webrtcbin-modelled";
  static final String LIBDATACHANNEL = "libdatachannel-modelled";

  static final List<String> ALL =
      List.of(
          CHROMIUM_SENDONLY,
          CHROMIUM_DATA_CHANNEL,
          CHROMIUM_RECVONLY,
          CHROMIUM_SIMULCAST,
          FFMPEG_BASELINE,
          FFMPEG_HIGH,
          FFMPEG_COPY,
          FFMPEG_VIDEO_ONLY,
          FIREFOX,
          GSTREAMER,
          LIBDATACHANNEL);

  static final IceCredentials NODE_ICE = new IceCredentials("nodeUfrg", "nodePasswordOf24Letters+");

  static final LocalSession NODE =
      new LocalSession(
          7,
          1,
          NODE_ICE,
          true,
          new Fingerprint("sha-256", Bytes.ofHex("AB".repeat(32))),
          List.of(new InetSocketAddress("192.0.2.1", 10_000)),
          Set.of(
              ExtensionUri.MID,
              ExtensionUri.ABS_SEND_TIME,
              ExtensionUri.TRANSPORT_CC,
              ExtensionUri.AUDIO_LEVEL));

  private Offers() {}

  static String read(String name) {
    try (InputStream in = Offers.class.getResourceAsStream("offers/" + name + ".sdp")) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SdpAnswer.Answered answer(String offer) {
    return switch (SdpAnswerer.answer(offer, NODE)) {
      case SdpAnswer.Answered answered -> answered;
      case SdpRefused refused -> throw new AssertionError(refused.toString());
    };
  }

  static SdpRefused refusal(String offer) {
    return switch (SdpAnswerer.answer(offer, NODE)) {
      case SdpAnswer.Answered answered -> throw new AssertionError(answered.answerSdp());
      case SdpRefused refused -> refused;
    };
  }
}
