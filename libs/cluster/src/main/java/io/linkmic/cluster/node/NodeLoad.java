package io.linkmic.cluster.node;

/**
 * How busy a node is.
 *
 * @param cpu 0–1 of all processors it may use
 * @param network 0–1 of the bandwidth it may use
 * @param networkBitrate bit/s, in and out
 * @param encoderSlots pictures it can encode at once; 0 where it does not mix
 * @param rooms that it runs
 * @param maxRooms more are refused
 * @param participants seated now
 * @param recentJoins participants of the last 20 s, whose load does not show yet
 * @param egresses RTMP targets being pushed to
 */
public record NodeLoad(
    double cpu,
    double network,
    long networkBitrate,
    int encoderSlots,
    int encoderSlotsUsed,
    int rooms,
    int maxRooms,
    int participants,
    int recentJoins,
    int egresses) {}
