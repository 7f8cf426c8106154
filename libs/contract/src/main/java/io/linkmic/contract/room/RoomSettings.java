package io.linkmic.contract.room;

import io.linkmic.contract.layout.Layout;
import java.time.Duration;
import java.util.List;

/**
 * How a room behaves, every value filled in.
 *
 * @param name shown to people, at most 128 characters
 * @param maxHosts 1–16 participants who may publish
 * @param emptyTimeout how long a room without participants is kept
 * @param holdTimeout how long a vanished host's last picture is held
 * @param layout how several hosts share the picture
 * @param links to other rooms whose hosts are shown, too; at most {@link RoomRules#MAXIMUM_LINKS}
 */
public record RoomSettings(
    String name,
    int maxHosts,
    Duration emptyTimeout,
    Duration holdTimeout,
    VideoSettings video,
    AudioSettings audio,
    Layout layout,
    List<EgressTarget> egress,
    List<RoomLink> links) {

  @SuppressWarnings("NullAway") // Rooms stored before there were links have none.
  public RoomSettings {
    links = links == null ? List.of() : List.copyOf(links);
  }

  public RoomSettings withLayout(Layout other) {
    return new RoomSettings(
        name, maxHosts, emptyTimeout, holdTimeout, video, audio, other, egress, links);
  }

  public RoomSettings withEgress(List<EgressTarget> others) {
    return new RoomSettings(
        name,
        maxHosts,
        emptyTimeout,
        holdTimeout,
        video,
        audio,
        layout,
        List.copyOf(others),
        links);
  }

  public RoomSettings withLinks(List<RoomLink> others) {
    return new RoomSettings(
        name, maxHosts, emptyTimeout, holdTimeout, video, audio, layout, egress, others);
  }
}
