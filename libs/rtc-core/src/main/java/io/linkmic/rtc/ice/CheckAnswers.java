package io.linkmic.rtc.ice;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.stun.StunKey;
import io.linkmic.rtc.stun.StunMessage;
import io.linkmic.rtc.stun.StunMessageType;
import io.linkmic.rtc.stun.StunWriter;
import java.util.List;

/**
 * The three answers to an authenticated check (RFC 8445 §7.3). No SOFTWARE and no reason phrase in
 * them: an answer is about as long as the check or shorter.
 */
final class CheckAnswers {
  static final int ROLE_CONFLICT = 487;
  private static final int UNKNOWN_ATTRIBUTE = 420;

  private CheckAnswers() {}

  static Bytes success(StunMessage request, Path path, StunKey key) {
    return new StunWriter(StunMessageType.BINDING_SUCCESS, request.transactionId())
        .xorMappedAddress(path.remote())
        .finish(key);
  }

  /** RFC 8445 §7.3.1.1. */
  static Bytes roleConflict(StunMessage request, StunKey key) {
    return new StunWriter(StunMessageType.BINDING_ERROR, request.transactionId())
        .errorCode(ROLE_CONFLICT, "")
        .finish(key);
  }

  /** RFC 8489 §6.3.1. */
  static Bytes unknownAttributes(StunMessage request, List<Integer> types, StunKey key) {
    return new StunWriter(StunMessageType.BINDING_ERROR, request.transactionId())
        .errorCode(UNKNOWN_ATTRIBUTE, "")
        .unknownAttributes(types)
        .finish(key);
  }
}
