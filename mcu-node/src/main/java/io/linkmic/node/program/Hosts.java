package io.linkmic.node.program;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who publishes, in the order of joining. The room's thread only. */
final class Hosts implements Iterable<Host> {
  private final List<Host> hosts = new ArrayList<>();

  /** The host that a stream belongs to, running or lined up. */
  @Nullable Host of(Source source) {
    for (Host host : hosts) {
      LineUp waiting = host.lineUp;
      if (host.source == source || (waiting != null && waiting.source() == source)) {
        return host;
      }
    }
    return null;
  }

  @Nullable Host find(String participantId) {
    for (Host host : hosts) {
      if (host.participantId().equals(participantId)) {
        return host;
      }
    }
    return null;
  }

  /** In the lowest free place. */
  Host add(Source source) {
    int slot = 0;
    while (taken(slot)) {
      slot++;
    }
    Host host = new Host(source, slot);
    hosts.add(host);
    return host;
  }

  private boolean taken(int slot) {
    for (Host host : hosts) {
      if (host.slot == slot) {
        return true;
      }
    }
    return false;
  }

  void remove(Host host) {
    hosts.remove(host);
  }

  boolean isEmpty() {
    return hosts.isEmpty();
  }

  /** Whether any is connected. */
  boolean anyHere() {
    for (Host host : hosts) {
      if (!host.gone) {
        return true;
      }
    }
    return false;
  }

  /** Whether pictures were to come of each, and none has for so long, µs. */
  boolean allStalled(long now, long longest) {
    for (Host host : hosts) {
      if (!host.stalled(now, longest)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Those with a picture to show.
   *
   * @param withGone also who is held
   */
  List<Host> visible(boolean withGone) {
    List<Host> visible = new ArrayList<>(hosts.size());
    for (Host host : hosts) {
      if (host.shown && !host.source.cameraOff() && (withGone || !host.gone)) {
        visible.add(host);
      }
    }
    return visible;
  }

  /** Those who are here and were to be seen, and have switched their cameras off. */
  List<Host> withCameraOff() {
    List<Host> off = new ArrayList<>(hosts.size());
    for (Host host : hosts) {
      if (host.shown && host.source.cameraOff() && !host.gone) {
        off.add(host);
      }
    }
    return off;
  }

  @Override
  public Iterator<Host> iterator() {
    return hosts.iterator();
  }

  List<Host> copy() {
    return List.copyOf(hosts);
  }
}
