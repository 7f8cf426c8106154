package io.linkmic.contract.room;

import java.time.Duration;
import java.util.List;

/**
 * How a room behaves, every value filled in.
 *
 * @param name shown to people, at most 128 characters
 * @param maxHosts 1–16 participants who may publish
 * @param emptyTimeout how long a room without participants is kept
 * @param holdTimeout how long a vanished host's last picture is held
 * @param layout template name, {@code auto} unless told otherwise
 */
public record RoomSettings(
    String name,
    int maxHosts,
    Duration emptyTimeout,
    Duration holdTimeout,
    VideoSettings video,
    AudioSettings audio,
    String layout,
    List<EgressTarget> egress) {}
