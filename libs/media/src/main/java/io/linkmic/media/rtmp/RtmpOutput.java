package io.linkmic.media.rtmp;

import io.linkmic.media.ffmpeg.AvError;
import io.linkmic.media.ffmpeg.FfmpegLibraries;
import io.linkmic.media.ffmpeg.FfmpegLog;
import io.linkmic.media.ffmpeg.Secrets;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One RTMP(S) publication: open, write tags, close. A lost output is closed and a new one opened;
 * timestamps simply go on.
 *
 * <p>Timestamps are milliseconds and go onto the wire exactly as given (below 2³¹). Each write ends
 * in the socket before it returns. One thread owns the output; only {@link #interrupt} may come
 * from another and makes a blocked call return at once.
 */
public final class RtmpOutput implements AutoCloseable {

  /** The farewell (FCUnpublish, deleteStream) is not worth more waiting than this. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final RtmpSettings settings;
  private final InterruptCallback callback = new InterruptCallback();
  private @Nullable FlvMuxer muxer;
  private boolean failed;
  private boolean closed;

  public RtmpOutput(RtmpSettings settings) {
    FfmpegLibraries.load();
    this.settings = settings;
    Secrets.keep(settings.url().streamKey());
  }

  /** Connects, publishes and writes onMetaData and both sequence headers. Call once. */
  public RtmpResult open(StreamHeaders headers) {
    if (closed || muxer != null) {
      throw new IllegalStateException("an output opens once");
    }
    callback.startOperation(settings.openTimeout());
    FfmpegLog.forget();
    FlvMuxer opened = new FlvMuxer(headers);
    muxer = opened;
    int result = opened.connect(settings, callback);
    if (result < 0) {
      return fail(result, true);
    }
    result = opened.writeHeader();
    return result < 0 ? fail(result, true) : RtmpResult.Done.DONE;
  }

  /**
   * Writes one access unit as one tag.
   *
   * @param data NAL units, each behind its 4-byte length; borrowed for this call
   * @param dtsMillis never less than that of the tag before of the same kind
   * @param ptsMillis at least {@code dtsMillis}
   */
  public RtmpResult writeVideo(
      byte[] data, int offset, int length, long dtsMillis, long ptsMillis, boolean keyFrame) {
    FlvMuxer open = begin();
    return open == null
        ? notOpen()
        : finish(open.writeVideo(data, offset, length, dtsMillis, ptsMillis, keyFrame));
  }

  /**
   * Writes one raw AAC packet as one tag.
   *
   * @param data borrowed for this call
   */
  public RtmpResult writeAudio(byte[] data, int offset, int length, long ptsMillis) {
    FlvMuxer open = begin();
    return open == null ? notOpen() : finish(open.writeAudio(data, offset, length, ptsMillis));
  }

  /**
   * Another AVC sequence header goes out right before the next video tag, which must be an IDR.
   *
   * @param avcConfiguration read, not moved
   */
  public void changeVideoConfig(ByteBuffer avcConfiguration) {
    if (muxer != null && !closed) {
      muxer.changeVideoConfig(avcConfiguration);
    }
  }

  /** Bytes handed to the connection so far, headers included; grows while the target takes them. */
  public long bytesWritten() {
    return muxer == null ? 0 : muxer.bytesWritten();
  }

  /** From any thread: makes a blocked call, and every later one, fail at once. */
  public void interrupt() {
    callback.interrupt();
  }

  private @Nullable FlvMuxer begin() {
    if (failed || closed) {
      return null;
    }
    callback.startOperation(settings.writeTimeout());
    FfmpegLog.forget();
    return muxer;
  }

  private RtmpResult finish(int result) {
    return result < 0 ? fail(result, false) : RtmpResult.Done.DONE;
  }

  private static RtmpResult notOpen() {
    return new RtmpResult.Failed(RtmpResult.Cause.LOST, 0, "not connected");
  }

  private RtmpResult fail(int code, boolean opening) {
    failed = true;
    String line = FfmpegLog.firstError();
    String text = AvError.text(code) + (line == null ? "" : " (" + line + ")");
    RtmpResult.Cause cause = RtmpFailure.cause(code, opening, callback, line);
    return new RtmpResult.Failed(cause, code, Secrets.hide(text));
  }

  /** Says goodbye to the server if the connection stands, frees everything; may be called twice. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (muxer != null) {
      callback.startOperation(CLOSE_TIMEOUT);
      muxer.close(!failed);
    }
    callback.close();
    Secrets.forget(settings.url().streamKey());
  }
}
