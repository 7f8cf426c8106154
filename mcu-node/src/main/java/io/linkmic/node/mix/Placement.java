package io.linkmic.node.mix;

import io.linkmic.contract.layout.Fill;
import io.linkmic.contract.layout.Fit;
import org.jspecify.annotations.Nullable;

/**
 * A place before it is pixels.
 *
 * @param member null for a place whose host is not there
 * @param fit null to choose it by the picture's shape
 * @param placeholder null for the layout's
 */
record Placement(
    @Nullable Member member, Box box, int z, @Nullable Fit fit, @Nullable Fill placeholder) {

  static Placement of(Member member, Box box, int z) {
    return new Placement(member, box, z, null, null);
  }
}
