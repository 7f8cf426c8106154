package io.linkmic.origin;

/** The ports the origin really listens on; a bean, readable once the context has started. */
public interface OriginPorts {

  int rtmpPort();

  int httpPort();
}
