package io.linkmic.dns;

/** The port really listened on; a bean, readable once the context has started. */
public interface DnsPort {
  int port();
}
