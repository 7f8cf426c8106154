package io.linkmic.rtc.peer;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.ice.IceCandidate;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.ice.Path;
import java.net.InetSocketAddress;
import java.time.Instant;

/** All that can happen to a {@link Peer}. Every {@code now} comes from one monotonic source. */
public sealed interface Input {
  Instant now();

  /** A datagram arrived; {@code data} is handed over, the peer may decrypt it in place. */
  record Datagram(Instant now, Path path, Bytes data) implements Input {}

  /**
   * A time asked for by {@link Output.WakeAt} has come. Early or needless wake-ups are harmless.
   */
  record Wakeup(Instant now) implements Input {}

  /** The other side trickled a candidate (only a client connects to it). */
  record RemoteCandidate(Instant now, IceCandidate candidate) implements Input {}

  /** RFC 8445 §9: new credentials for both sides; media goes on over the old path meanwhile. */
  record RestartIce(Instant now, IceCredentials local, IceCredentials remote) implements Input {}

  /**
   * Our own address changed (a client only): checks leave from {@code local} now, media follows
   * when one succeeds.
   */
  record NetworkChanged(Instant now, InetSocketAddress local) implements Input {}

  /** Ask the sender of this track for a key frame (PLI, else FIR); rate-limited to one per RTT. */
  record RequestKeyFrame(Instant now, String mid) implements Input {}

  /**
   * Send a picture on a track that sends.
   *
   * @param capturedAt the picture's place on the clock that sender reports tell, on which picture
   *     and sound lie side by side
   */
  record SendVideo(Instant now, String mid, AccessUnit unit, Instant capturedAt) implements Input {
    /** Captured just now. */
    public SendVideo(Instant now, String mid, AccessUnit unit) {
      this(now, mid, unit, now);
    }
  }

  /**
   * Send sound on a track that sends.
   *
   * @param capturedAt as for pictures, of the first sample
   */
  record SendAudio(Instant now, String mid, OpusFrame frame, Instant capturedAt) implements Input {
    /** Captured just now. */
    public SendAudio(Instant now, String mid, OpusFrame frame) {
      this(now, mid, frame, now);
    }
  }

  /** Say BYE and close_notify, then emit {@link PeerEvent.Closed}. */
  record Close(Instant now) implements Input {}
}
