package io.linkmic.node.cluster;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code linkmic.node.cluster.*}: what the fleet is told of this node.
 *
 * @param region free word, {@code cn-north}
 * @param isp free word
 * @param latitude degrees; with the longitude, for choosing near nodes
 * @param signalingUrl Socket.IO as hosts reach it; null for the public address and our port
 * @param whipUrl WHIP as hosts reach it, without the room; null likewise
 * @param controlUrl internal HTTP as mcu-api reaches it; null for the bind address and our port
 * @param probeHost where hosts measure the way to us; null for the public address
 * @param bandwidth bit/s that the network takes, both ways together
 * @param fullAtCpu share of the processors' time at which no new rooms are taken; 0 for never
 * @param settling how long after an empty start of Redis unowned rooms stay unclaimable
 */
@Validated
@ConfigurationProperties("linkmic.node.cluster")
public record ClusterProperties(
    @DefaultValue("default") @NotNull String region,
    @DefaultValue("") @NotNull String isp,
    @Nullable @Min(-90) @Max(90) Double latitude,
    @Nullable @Min(-180) @Max(180) Double longitude,
    @Nullable URI signalingUrl,
    @Nullable URI whipUrl,
    @Nullable URI controlUrl,
    @Nullable String probeHost,
    @DefaultValue("1000000000") @Min(1) long bandwidth,
    @DefaultValue("0.8") double fullAtCpu,
    @DefaultValue("4s") @NotNull Duration settling) {}
