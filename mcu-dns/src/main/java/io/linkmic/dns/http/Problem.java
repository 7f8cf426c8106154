package io.linkmic.dns.http;

/**
 * RFC 9457.
 *
 * @param retryAfterSeconds 0 for none
 */
record Problem(int status, String code, String detail, int retryAfterSeconds) {
  static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, 0);
  }
}
