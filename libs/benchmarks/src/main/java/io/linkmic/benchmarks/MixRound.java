package io.linkmic.benchmarks;

import java.util.Locale;

/**
 * Node, FFmpeg and codecs alone, measured one after the other.
 *
 * @param ffmpeg processor seconds per second of media
 */
record MixRound(NodeCost node, double ffmpeg, CodecFloor.Cost floor) {

  double toFfmpeg() {
    return node.cpu() / ffmpeg;
  }

  double toFloor() {
    return node.cpu() / floor.floor();
  }

  String told() {
    return String.format(
        Locale.ROOT,
        "  node %.3f, FFmpeg %.3f, codecs %.3f processor seconds a second: %.3f times FFmpeg%s",
        node.cpu(),
        ffmpeg,
        floor.floor(),
        toFfmpeg(),
        node.whole() ? "" : ", but frames were left out");
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"node\":%.4f,\"nodeJit\":%.4f,\"ffmpeg\":%.4f,\"floor\":%.4f}",
        node.cpu(),
        node.jit(),
        ffmpeg,
        floor.floor());
  }
}
