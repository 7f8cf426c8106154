package io.linkmic.node.program;

import io.linkmic.rtc.bytes.Bytes;
import java.util.List;

/**
 * The parameter sets in force.
 *
 * @param avcDecoderConfiguration ISO 14496-15 §5.3.3.1
 * @param profile "Constrained Baseline", "High", …
 */
public record VideoConfig(
    Bytes avcDecoderConfiguration,
    Bytes sps,
    List<Bytes> pps,
    int width,
    int height,
    String profile) {}
