package io.linkmic.contract.room;

import io.linkmic.contract.layout.LayoutRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/rooms}. Everything may be left out; {@link RoomRules} fills in.
 *
 * @param roomId chosen by the caller, or null to have one made
 * @param layout in JSON also a template's word alone
 */
public record CreateRoomRequest(
    @Nullable String roomId,
    @Nullable String name,
    @Nullable Integer maxHosts,
    @Nullable Duration emptyTimeout,
    @Nullable Duration holdTimeout,
    @Nullable Video video,
    @Nullable Audio audio,
    @Nullable LayoutRequest layout,
    @Nullable List<Egress> egress) {

  /**
   * @param bitrate bit/s
   * @param sei a word of {@link SeiMode}
   */
  public record Video(
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable Integer frameRate,
      @Nullable Integer bitrate,
      @Nullable Duration gop,
      @Nullable String sei) {}

  /**
   * @param bitrate bit/s
   */
  public record Audio(@Nullable Integer bitrate) {}

  /**
   * @param egressId 1–64 letters, digits, '_' or '-'; null to have one made
   * @param url may contain {@code {roomId}} and {@code {epoch}} after its host
   */
  public record Egress(@Nullable String egressId, @Nullable String url) {
    @Override
    public String toString() {
      return "Egress[" + egressId + "]";
    }
  }
}
