package io.linkmic.origin.session;

import io.linkmic.origin.rtmp.ControlMessages;
import io.linkmic.origin.stream.EndReason;
import io.linkmic.origin.stream.LiveTag;
import io.linkmic.origin.stream.StreamTracks;
import io.linkmic.origin.stream.ViewerFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** What an RTMP player is sent. */
final class PlayFormat implements ViewerFormat {
  private static final int CHUNK = LiveTag.RTMP_PLAY_CHUNK_SIZE;

  @Override
  public ByteBuf begin(StreamTracks tracks) {
    ByteBuf out = Unpooled.buffer(512);
    ControlMessages.streamBegin(out, Replies.STREAM_ID);
    Replies.status(out, CHUNK, "NetStream.Play.Reset", "Playing and resetting.");
    Replies.status(out, CHUNK, "NetStream.Play.Start", "Started playing.");
    return out;
  }

  @Override
  public ByteBuf tag(LiveTag tag) {
    return tag.rtmp();
  }

  @Override
  public ByteBuf end(EndReason reason) {
    ByteBuf out = Unpooled.buffer(512);
    switch (reason) {
      case STREAM_ENDED, SHUTDOWN, TOO_SLOW -> {
        ControlMessages.streamEof(out, Replies.STREAM_ID);
        Replies.status(
            out, CHUNK, "NetStream.Play.UnpublishNotify", "The stream is now unpublished.");
        Replies.status(out, CHUNK, "NetStream.Play.Stop", "Stopped playing.");
      }
      case NEVER_STARTED ->
          Replies.error(out, CHUNK, "NetStream.Play.StreamNotFound", "Nobody publishes it.");
      case REFUSED -> Replies.error(out, CHUNK, "NetStream.Play.Failed", "Too many are waiting.");
    }
    return out;
  }

  @Override
  public Door door() {
    return Door.RTMP;
  }
}
