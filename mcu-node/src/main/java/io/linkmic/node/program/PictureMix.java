package io.linkmic.node.program;

import io.linkmic.contract.layout.Layout;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The picture mixed of several hosts, as the program sees it: pictures go in, one encoded picture
 * per frame interval comes out by {@link Listener}. Calls on the room's thread, never blocking;
 * times are µs on the node's clock.
 */
public interface PictureMix extends AutoCloseable {

  /** Opens mixes. */
  @FunctionalInterface
  interface Gate {
    /**
     * Opens one; it warms up until {@link PictureMix#start}.
     *
     * @param lead by how much members' pictures stand later on the clock than they arrive, µs
     */
    PictureMix open(Format format, long lead, Listener listener);

    /** What mixes are encoded with; empty words where nobody knows. Any thread. */
    default Encoder encoder() {
      return new Encoder("", "", "software");
    }

    /** Mixes that run. Any thread. */
    default int running() {
      return 0;
    }

    /** Mixes of 720p30 that this machine can run besides all else; 0 where nobody knows. */
    default int slots() {
      return 0;
    }
  }

  /**
   * What encodes, and what decodes for it.
   *
   * @param name as FFmpeg has it
   * @param reason one sentence: why this one
   * @param decoder of the hosts: {@code software}, or the card's kind
   */
  record Encoder(String name, String reason, String decoder) {}

  /**
   * How it goes.
   *
   * @param frameRate it aims at now
   * @param bitrate bit/s it aims at now
   * @param missed frames left out because the machine was behind
   * @param degraded one sentence: what was given up and why; null when nothing was
   */
  record Figures(double frameRate, int bitrate, long missed, @Nullable String degraded) {}

  /**
   * What comes out.
   *
   * @param width even, 16 to 1920
   * @param height even, 16 to 1080
   * @param frameRate 1 to 60
   * @param bitrate bit/s
   * @param gopMicros distance of key frames
   */
  record Format(int width, int height, double frameRate, int bitrate, long gopMicros) {}

  /**
   * Somebody to be shown.
   *
   * @param slot order of joining
   * @param name for the label
   * @param camera whether a picture is to be expected, else the placeholder is shown
   * @param placed whether it has its place; else its pictures are only made ready for one
   */
  record Member(String participantId, int slot, String name, boolean camera, boolean placed) {

    Member placed(boolean now) {
      return now == placed ? this : new Member(participantId, slot, name, camera, now);
    }
  }

  /** Hears of what the mix does; any thread. */
  interface Listener {
    void happened(Event event);
  }

  /** What a mix tells. */
  sealed interface Event {
    /** A member's first picture is decoded. */
    record Ready(String participantId) implements Event {}

    /** A member's pictures cannot be decoded before its next IDR. */
    record KeyFrameWanted(String participantId) implements Event {}

    /**
     * An encoded picture.
     *
     * @param at its time
     * @param arrivedNanos {@code System.nanoTime()} at which the newest picture in it arrived, 0 if
     *     none is new
     * @param shown who is where in it
     */
    record Mixed(Bytes nalUnits, boolean idr, long at, long arrivedNanos, Shown shown)
        implements Event {}

    /**
     * The picture told by the last {@link Mixed} once more, smaller.
     *
     * @param at its time
     */
    record Small(Bytes nalUnits, boolean idr, long at) implements Event {}

    /** No smaller pictures will come; all else goes on. */
    record SmallFailed(String why) implements Event {}

    /**
     * The machine is too slow for all frames, or is so no more.
     *
     * @param what one sentence; null once nothing is given up
     */
    record Degraded(@Nullable String what) implements Event {}

    /** All pictures before the time told to {@link PictureMix#stop} have come. */
    record Stopped() implements Event {}

    /** It cannot go on. */
    record Failed(String why) implements Event {}
  }

  /**
   * What a picture of the mix shows.
   *
   * @param sequence of its layout
   * @param newest whose picture in it is the newest; null without any
   * @param newestAt that picture's time
   */
  record Shown(long sequence, List<ShownRegion> regions, @Nullable String newest, long newestAt) {}

  /**
   * One place, in pixels of the canvas.
   *
   * @param participantId whose; null while its host is not there
   * @param z the higher is in front
   */
  record ShownRegion(@Nullable String participantId, int x, int y, int width, int height, int z) {}

  /** Who is shown, from the next frame on; a member that is not in the list is forgotten. */
  void members(List<Member> members, @Nullable String activeSpeaker);

  /** How they are shown, from the next frame on. */
  void layout(Layout layout);

  /**
   * A member's picture; the first one must be an IDR.
   *
   * @param at when it is to be shown
   */
  void picture(String participantId, AccessUnit unit, long at, long arrivedNanos);

  /** The member's next picture, an IDR, begins another stream. */
  void anew(String participantId);

  /** Pictures from {@code at} on, the first one an IDR. */
  void start(long at);

  /** No picture from {@code at} on. */
  void stop(long at);

  /** The next picture should be an IDR. */
  void keyFrame();

  /** From the next picture on, bit/s, at least 50,000. */
  void bitrate(int bitsPerSecond);

  /**
   * Pictures once more, half as wide and high at most, by {@link Event.Small}; the first one is an
   * IDR. They end some seconds after nobody wants them any more.
   *
   * @param bitsPerSecond from now on, at least 50,000; 0 when nobody wants them
   * @param idr whether one of the next should be an IDR
   */
  void small(int bitsPerSecond, boolean idr);

  /** As it is now. Any thread. */
  Figures figures();

  @Override
  void close();
}
