package io.linkmic.backend.pages;

/** How a broadcast stands in an address; anything else is none. */
final class BroadcastPath {
  static final String ID = "{broadcastId:[A-Za-z0-9_-]{1,64}}";

  private BroadcastPath() {}
}
