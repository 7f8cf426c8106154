package io.linkmic.contract.address;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/** Where a stranger's URL leads. */
public final class Destination {
  private Destination() {}

  /** What its text says. */
  public sealed interface Naming {}

  /** What DNS says of it. */
  public sealed interface Resolving {}

  /**
   * Nothing speaks against its text; DNS was not asked.
   *
   * @param scheme in small letters
   * @param host as written, without brackets
   * @param port as written, else the scheme's
   */
  public record Named(URI uri, String scheme, String host, int port) implements Naming {}

  /**
   * It may be connected to.
   *
   * @param addresses all of the host's; the name is not resolved a second time. Never empty
   */
  public record Found(List<InetAddress> addresses) implements Resolving {}

  /**
   * It may not.
   *
   * @param message one sentence for a person
   */
  public record Refused(UrlReason reason, String message) implements Naming, Resolving {}
}
