package io.linkmic.node.egress;

/** Life of a target. In the API in lower case. */
enum EgressState {
  CONNECTING,
  LIVE,
  RETRYING,
  /** Given up: the URL can never work. */
  FAILED,
  STOPPED
}
