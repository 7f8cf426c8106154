package io.linkmic.api.room;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A merge patch's {@code layout}, which may be a template's word, and whose parts hang together.
 */
final class LayoutPatch {
  private static final String LAYOUT = "layout";
  private static final String TEMPLATE = "template";
  private static final String REGIONS = "regions";
  private static final String SEQUENCE = "sequence";

  private LayoutPatch() {}

  /**
   * @param merged the room before, whose layout becomes what is wished; without one where the patch
   *     has none
   */
  static void apply(ObjectNode merged, ObjectNode changes) {
    JsonNode patch = changes.get(LAYOUT);
    if (patch == null) {
      merged.remove(LAYOUT);
    } else if (patch.isNull()) {
      merged.putObject(LAYOUT);
    } else if (patch.isString()) {
      apply(merged, changes.objectNode().set(LAYOUT, changes.objectNode().set(TEMPLATE, patch)));
    } else if (patch instanceof ObjectNode said
        && merged.get(LAYOUT) instanceof ObjectNode layout) {
      follow(layout, said);
      Wishes.merge(layout, said);
    } else {
      merged.set(LAYOUT, patch);
    }
  }

  /** What goes with the parts that are named: the next sequence, regions with their template. */
  private static void follow(ObjectNode layout, ObjectNode said) {
    layout.remove(SEQUENCE);
    if (said.has(REGIONS)) {
      layout.remove(TEMPLATE);
    } else if (said.has(TEMPLATE) && !said.path(TEMPLATE).asString("").equals(REGIONS)) {
      layout.remove(REGIONS);
    }
  }
}
