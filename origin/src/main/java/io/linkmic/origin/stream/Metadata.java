package io.linkmic.origin.stream;

import io.linkmic.origin.amf.Amf0Reader;
import io.linkmic.origin.amf.AmfDecoding;
import io.linkmic.origin.amf.AmfValue;
import io.netty.buffer.ByteBuf;

/**
 * What {@code onMetaData} (FLV 10.1 §E.5) says that the origin itself cares about.
 *
 * @param width pixels, 0 when unknown
 * @param height pixels, 0 when unknown
 */
record Metadata(int width, int height, StreamTracks tracks) {
  static final Metadata NONE = new Metadata(0, 0, StreamTracks.BOTH);

  /** From a script tag's body, borrowed; {@link #NONE} where it is something else. */
  static Metadata of(ByteBuf body) {
    if (!(Amf0Reader.read(body) instanceof AmfDecoding.Values values)
        || !values.at(0).textOrEmpty().equals("onMetaData")) {
      return NONE;
    }
    AmfValue data = values.at(1);
    boolean audio = !(data.member("audiocodecid") instanceof AmfValue.Null);
    boolean video = !(data.member("videocodecid") instanceof AmfValue.Null);
    // Where neither is named nothing is known: both may come.
    return new Metadata(
        (int) data.member("width").numberOr(0),
        (int) data.member("height").numberOr(0),
        audio || video ? new StreamTracks(audio, video) : StreamTracks.BOTH);
  }
}
