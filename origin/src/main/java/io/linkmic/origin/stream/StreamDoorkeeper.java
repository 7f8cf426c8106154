package io.linkmic.origin.stream;

import io.linkmic.contract.playback.StreamSignature;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets in whoever shows an address that was signed and has not expired, or everybody where no
 * secret is configured. Looked at once, when an address is opened: a stream that flows is not cut
 * when its address expires. Any thread; answers at once.
 */
public final class StreamDoorkeeper {
  /** What a peer that is not let in is told. */
  public static final String SENTENCE =
      "This address is not signed, or it has expired: ask for a new one.";

  private final @Nullable StreamSignature signature;
  private final InstantSource clock;

  private StreamDoorkeeper(@Nullable StreamSignature signature, InstantSource clock) {
    this.signature = signature;
    this.clock = clock;
  }

  /** Lets everybody in. */
  public static StreamDoorkeeper open() {
    return new StreamDoorkeeper(null, InstantSource.system());
  }

  public static StreamDoorkeeper signed(StreamSignature signature, InstantSource clock) {
    return new StreamDoorkeeper(signature, clock);
  }

  /** Whether it asks for a signature at all. */
  public boolean asks() {
    return signature != null;
  }

  /**
   * @param parameters of the address's query, decoded
   */
  public boolean mayPlay(StreamKey key, Map<String, String> parameters) {
    return may(StreamSignature.Use.PLAY, key, parameters);
  }

  /**
   * @param parameters of the address's query, decoded
   */
  public boolean mayPublish(StreamKey key, Map<String, String> parameters) {
    return may(StreamSignature.Use.PUBLISH, key, parameters);
  }

  private boolean may(StreamSignature.Use use, StreamKey key, Map<String, String> parameters) {
    return signature == null
        || signature.verify(
                use,
                key.value(),
                parameters.get(StreamSignature.EXPIRES),
                parameters.get(StreamSignature.SIGNATURE),
                clock.instant())
            == StreamSignature.Verdict.GENUINE;
  }
}
