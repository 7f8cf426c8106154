package io.linkmic.node;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * {@code linkmic.node.*}.
 *
 * @param id this node's name in the fleet
 * @param bindAddress where all sockets listen; {@code 0.0.0.0} for every interface
 * @param publicAddresses literal addresses put into candidates; empty for the bind address
 * @param udpPort media, one port for all peers; 0 for any free one
 * @param serviceToken what mcu-api shows at {@code /internal}; without it the door stays shut
 * @param maxRooms more are refused with 503
 */
@Validated
@ConfigurationProperties("linkmic.node")
public record NodeProperties(
    @DefaultValue("node-1") @NotBlank String id,
    @DefaultValue("0.0.0.0") @NotBlank String bindAddress,
    @DefaultValue List<String> publicAddresses,
    @DefaultValue("10000") @Min(0) @Max(65535) int udpPort,
    @Nullable String serviceToken,
    @DefaultValue("500") @Min(1) int maxRooms,
    @DefaultValue @Valid SocketIo socketIo,
    @DefaultValue @Valid Whip whip) {

  /**
   * {@code linkmic.node.socket-io.*}.
   *
   * @param port 0 for any free one
   * @param allowedOrigins what browsers may connect from; {@code *} for all (tokens, not cookies,
   *     are what authenticates)
   * @param maxPayload of one message; SDP offers stay below 10 KB
   * @param joinTimeout from connecting to a seat
   * @param pingInterval between two heartbeats of the server
   * @param pingTimeout how long their answer may take
   * @param messagesPerSecond of one socket, in the long run
   * @param messageBurst of one socket at once: joining, an offer and 20 trickled candidates fit
   * @param handshakesPerSecond of one address, in the long run
   * @param handshakeBurst of one address at once: a lecture hall behind one NAT
   * @param connectionsPerAddress open at the same time
   */
  public record SocketIo(
      @DefaultValue("8084") @Min(0) @Max(65535) int port,
      @DefaultValue("*") List<String> allowedOrigins,
      @DefaultValue("64KB") @NotNull DataSize maxPayload,
      @DefaultValue("10s") @NotNull Duration joinTimeout,
      @DefaultValue("10s") @NotNull Duration pingInterval,
      @DefaultValue("10s") @NotNull Duration pingTimeout,
      @DefaultValue("20") @Min(1) int messagesPerSecond,
      @DefaultValue("100") @Min(1) int messageBurst,
      @DefaultValue("50") @Min(1) int handshakesPerSecond,
      @DefaultValue("200") @Min(1) int handshakeBurst,
      @DefaultValue("512") @Min(1) int connectionsPerAddress) {}

  /**
   * {@code linkmic.node.whip.*}.
   *
   * @param allowedOrigins what browsers may publish from
   * @param maxSessions alive at the same time
   */
  public record Whip(
      @DefaultValue("*") List<String> allowedOrigins,
      @DefaultValue("1000") @Min(1) int maxSessions) {}

  @Override
  public String toString() {
    return "NodeProperties[id=" + id + ", udpPort=" + udpPort + ", socketIo=" + socketIo + "]";
  }
}
