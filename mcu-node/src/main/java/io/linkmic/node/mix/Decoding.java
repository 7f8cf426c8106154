package io.linkmic.node.mix;

import io.linkmic.media.picture.DecoderDevice;
import io.linkmic.media.picture.VideoDecoder;
import java.util.concurrent.Executor;

/**
 * What decodes the hosts of all mixes of a node.
 *
 * @param pool one thread per processor
 * @param device borrowed
 */
record Decoding(Executor pool, DecoderDevice device) {
  VideoDecoder decoder() {
    return device.decoder();
  }
}
