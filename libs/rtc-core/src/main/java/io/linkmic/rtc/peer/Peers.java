package io.linkmic.rtc.peer;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;

/** Makes peers. */
public final class Peers {
  private Peers() {}

  /**
   * The node's side: waits for checks on whatever socket they come.
   *
   * @param config with {@code iceLite}
   * @param random a real {@link SecureRandom} outside of tests
   */
  public static RtcPeer create(PeerConfig config, SecureRandom random, Instant now) {
    if (!config.iceLite()) {
      throw new IllegalArgumentException("a client needs the address its checks leave from");
    }
    return new RtcPeer(config, new InetSocketAddress(0), random, now);
  }

  /**
   * The side that knocks. It is silent until its first input: an {@link Input.Wakeup} at once makes
   * it send its first checks.
   *
   * @param config without {@code iceLite}
   * @param local the address of its socket as it stands in the paths of its datagrams
   */
  public static RtcPeer create(
      PeerConfig config, InetSocketAddress local, SecureRandom random, Instant now) {
    return new RtcPeer(config, local, random, now);
  }
}
