package io.linkmic.node.program;

import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.layout.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the program's picture is passed through or mixed: one host to be seen and nothing
 * to be drawn over it is passed through untouched, everything else is mixed. Pure.
 */
final class PictureRule {
  private PictureRule() {}

  /**
   * @param visible in the order of joining, at least one
   * @return whose pictures are forwarded; null for a mix
   */
  static @Nullable Host forwards(Layout layout, List<Host> visible) {
    if (decorated(layout)) {
      return null;
    }
    if (visible.size() == 1) {
      return visible.getFirst();
    }
    return layout.template() == Template.SINGLE ? pinned(layout, visible) : null;
  }

  private static boolean decorated(Layout layout) {
    return layout.template() == Template.REGIONS
        || layout.labels()
        || layout.watermark() != null
        || layout.border().width() > 0
        || layout.border().radius() > 0;
  }

  private static Host pinned(Layout layout, List<Host> visible) {
    for (Host host : visible) {
      if (host.participantId().equals(layout.pinned())) {
        return host;
      }
    }
    return visible.getFirst();
  }

  /** One sentence for people: why the picture is mixed. */
  static String whyMixed(Layout layout, int visible) {
    if (visible > 1 && !decorated(layout)) {
      return visible + " hosts are to be seen: mixed.";
    }
    return "The layout draws more than one host's picture alone: mixed.";
  }
}
