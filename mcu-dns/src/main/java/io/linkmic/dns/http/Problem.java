package io.linkmic.dns.http;

import io.linkmic.dns.select.Exclusion;
import java.util.Map;

/**
 * RFC 9457.
 *
 * @param retryAfterSeconds 0 for none
 * @param counts of nodes by why they are left out; empty for other problems
 */
record Problem(
    int status, String code, String detail, int retryAfterSeconds, Map<Exclusion, Integer> counts) {
  Problem(int status, String code, String detail, int retryAfterSeconds) {
    this(status, code, detail, retryAfterSeconds, Map.of());
  }

  static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, 0);
  }
}
