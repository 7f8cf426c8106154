package io.linkmic.node.relay;

import java.net.URI;

/** Where a linked room is. */
public sealed interface Whereabouts {

  /** On this node. */
  record Here() implements Whereabouts {}

  /**
   * On another node.
   *
   * @param control its internal HTTP, from its own record in the fleet
   * @param epoch of the lease under which the room runs there
   */
  record There(String nodeId, URI control, long epoch) implements Whereabouts {}

  /** It does not run: nobody has joined yet, or it has ended. */
  record Ended(String why) implements Whereabouts {}

  /** Nobody can tell, or its node is gone; it may come back. */
  record Unknown(String why) implements Whereabouts {}
}
