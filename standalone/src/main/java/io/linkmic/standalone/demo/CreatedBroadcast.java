package io.linkmic.standalone.demo;

/**
 * A broadcast that was just created.
 *
 * @param hostUrl the host's page with its ticket; secret
 * @param watchUrl the audience's page
 * @param flvUrl for players
 * @param rtmpUrl for players
 */
public record CreatedBroadcast(
    String broadcastId,
    String roomId,
    String hostUrl,
    String watchUrl,
    String flvUrl,
    String rtmpUrl) {
  @Override
  public String toString() {
    return "CreatedBroadcast[" + broadcastId + "]";
  }
}
