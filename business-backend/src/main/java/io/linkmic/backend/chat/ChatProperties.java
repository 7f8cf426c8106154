package io.linkmic.backend.chat;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * {@code linkmic.backend.chat.*}.
 *
 * @param port Socket.IO; 0 for any free one
 * @param publicUrl the chat as browsers reach it; null for this machine and {@code port}
 * @param allowedOrigins what browsers may connect from; {@code *} for all (tokens, not cookies, are
 *     what authenticates)
 * @param maxPayload of one request; a token has up to 4 KB, a text up to 2 KB
 * @param joinTimeout from connecting to having joined
 * @param pingInterval between two heartbeats of the server
 * @param pingTimeout how long their answer may take
 * @param requestsPerSecond of one socket, in the long run
 * @param requestBurst of one socket at once
 * @param handshakesPerSecond of one address, in the long run
 * @param handshakeBurst of one address at once: a lecture hall behind one NAT
 * @param connectionsPerAddress open at the same time
 * @param socketsPerBroadcast on this instance
 * @param socketsPerParticipant of one broadcast on this instance: a phone, a laptop, and what is
 *     still closing
 * @param messages a participant may send so many …
 * @param window … in any such time, by all its sockets on all instances
 * @param lookInterval how often rooms are compared with PostgreSQL: what Redis did not bring comes
 *     that late
 */
@Validated
@ConfigurationProperties("linkmic.backend.chat")
public record ChatProperties(
    @DefaultValue("8086") @Min(0) @Max(65535) int port,
    @Nullable URI publicUrl,
    @DefaultValue("*") List<String> allowedOrigins,
    @DefaultValue("8KB") @NotNull DataSize maxPayload,
    @DefaultValue("10s") @DurationMin(millis = 100) Duration joinTimeout,
    @DefaultValue("25s") @DurationMin(millis = 100) Duration pingInterval,
    @DefaultValue("20s") @DurationMin(millis = 100) Duration pingTimeout,
    @DefaultValue("5") @Min(1) int requestsPerSecond,
    @DefaultValue("30") @Min(1) int requestBurst,
    @DefaultValue("50") @Min(1) int handshakesPerSecond,
    @DefaultValue("200") @Min(1) int handshakeBurst,
    @DefaultValue("512") @Min(1) int connectionsPerAddress,
    @DefaultValue("10000") @Min(1) int socketsPerBroadcast,
    @DefaultValue("10") @Min(1) int socketsPerParticipant,
    @DefaultValue("5") @Min(1) @Max(1000) int messages,
    @DefaultValue("10s") @DurationMin(millis = 100) Duration window,
    @DefaultValue("2s") @DurationMin(millis = 50) Duration lookInterval) {

  /**
   * Where browsers find it.
   *
   * @param listensAt the port really taken
   */
  URI url(int listensAt) {
    return publicUrl == null ? URI.create("http://127.0.0.1:" + listensAt) : publicUrl;
  }
}
