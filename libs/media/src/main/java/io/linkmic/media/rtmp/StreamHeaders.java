package io.linkmic.media.rtmp;

import java.nio.ByteBuffer;

/**
 * What a stream starts with: onMetaData and both sequence headers.
 *
 * @param avcConfiguration AVCDecoderConfigurationRecord (ISO 14496-15 §5.3.3.1); read, not moved
 * @param audioSpecificConfig ISO 14496-3 §1.6.2.1; read, not moved
 * @param width pixels as the SPS says; 0 is {@link RtmpResult.Cause#INVALID}
 * @param height likewise
 * @param videoBitrate bit/s for onMetaData, 0 if unknown
 * @param audioBitrate bit/s for onMetaData
 * @param frameRate frames per second for onMetaData, 0 if unknown
 */
public record StreamHeaders(
    ByteBuffer avcConfiguration,
    ByteBuffer audioSpecificConfig,
    int width,
    int height,
    int videoBitrate,
    int audioBitrate,
    int frameRate) {}
