package io.linkmic.node.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Datagrams the kernel threw away because a socket's receive buffer was full: to the node they look
 * like loss on the network, and only the kernel knows better. {@code /proc/net/udp}, see proc(5);
 * elsewhere than on Linux always 0. Any thread.
 */
public final class KernelDrops {
  private static final int LOCAL_ADDRESS = 1;

  private final List<Path> tables;
  private final String port;

  /** Those at a UDP port. */
  public KernelDrops(int port) {
    this(List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6")), port);
  }

  /**
   * @param tables lines of words: the local address ends in the port in hexadecimal digits, the
   *     last word is the count
   */
  KernelDrops(List<Path> tables, int port) {
    this.tables = tables;
    this.port = String.format(Locale.ROOT, ":%04X", port);
  }

  /** Of all sockets of the port, since they were opened. */
  public long count() {
    return tables.stream().mapToLong(this::count).sum();
  }

  private long count(Path table) {
    try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
      return lines
          .map(line -> line.strip().split("\\s+"))
          .filter(words -> words.length > LOCAL_ADDRESS && words[LOCAL_ADDRESS].endsWith(port))
          .mapToLong(words -> Long.parseLong(words[words.length - 1]))
          .sum();
    } catch (IOException notHere) {
      return 0; // no Linux, or no IPv6
    }
  }
}
