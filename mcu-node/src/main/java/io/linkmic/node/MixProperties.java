package io.linkmic.node;

import io.linkmic.node.mix.MixSettings;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code linkmic.mix.*}.
 *
 * @param encoders FFmpeg's names of the H.264 encoders that may be used, the best first; empty for
 *     all that are known. One name forces it: without it the node does not start.
 * @param decoders where hosts' H.264 may be decoded, the best first, of {@code cuda}, {@code vaapi}
 *     and {@code software}; empty for all
 * @param degradation what gives way on a machine too slow for its mixes: {@code frame-rate}, or
 *     {@code none} to leave out whichever frames come too late
 */
@ConfigurationProperties("linkmic.mix")
record MixProperties(
    @DefaultValue List<String> encoders,
    @DefaultValue List<String> decoders,
    @DefaultValue("frame-rate") MixSettings.Degradation degradation) {

  MixSettings settings() {
    return new MixSettings(encoders, decoders, degradation);
  }
}
