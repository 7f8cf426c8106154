package io.linkmic.dns.place;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes small MaxMind databases by the published format, version 2.0: a binary tree over 128
 * address bits with IPv4 under {@code ::/96}, records of 24 bits, then the data.
 */
public final class MmdbWriter {
  private static final int DATA_SEPARATOR = 16;

  private static final class Node {
    final Object[] children = new Object[2];
    int number;
  }

  private final Node root = new Node();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  /**
   * @param network {@code 198.51.100.0/24}; none may contain another
   */
  public MmdbWriter add(String network, Map<String, Object> record) throws IOException {
    int slash = network.indexOf('/');
    InetAddress address = InetAddress.ofLiteral(network.substring(0, slash));
    byte[] bytes = new byte[16];
    byte[] own = address.getAddress();
    System.arraycopy(own, 0, bytes, 16 - own.length, own.length);
    int bits = Integer.parseInt(network.substring(slash + 1)) + (16 - own.length) * 8;
    Node node = root;
    for (int i = 0; i < bits - 1; i++) {
      int bit = bit(bytes, i);
      if (node.children[bit] == null) {
        node.children[bit] = new Node();
      }
      node = (Node) node.children[bit];
    }
    node.children[bit(bytes, bits - 1)] = data.size();
    data.write(value(record));
    return this;
  }

  private static int bit(byte[] bytes, int i) {
    return (bytes[i / 8] >> (7 - i % 8)) & 1;
  }

  public Path write(Path file) throws IOException {
    List<Node> nodes = new ArrayList<>(List.of(root));
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      node.number = i;
      for (Object child : node.children) {
        if (child instanceof Node below) {
          nodes.add(below);
        }
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Node node : nodes) {
      for (Object child : node.children) {
        int record =
            switch (child) {
              case null -> nodes.size();
              case Node below -> below.number;
              default -> nodes.size() + DATA_SEPARATOR + (Integer) child;
            };
        out.write(record >> 16);
        out.write(record >> 8);
        out.write(record);
      }
    }
    out.write(new byte[DATA_SEPARATOR]);
    data.writeTo(out);
    out.write(new byte[] {(byte) 0xAB, (byte) 0xCD, (byte) 0xEF});
    out.write("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
    out.write(value(metadata(nodes.size())));
    return Files.write(file, out.toByteArray());
  }

  private static Map<String, Object> metadata(int nodes) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("binary_format_major_version", (short) 2);
    metadata.put("binary_format_minor_version", (short) 0);
    metadata.put("build_epoch", 1_767_225_600L);
    metadata.put("database_type", "Test-City");
    metadata.put("description", Map.of("en", "a test"));
    metadata.put("ip_version", (short) 6);
    metadata.put("languages", List.of("en"));
    metadata.put("node_count", nodes);
    metadata.put("record_size", (short) 24);
    return metadata;
  }

  private static byte[] value(Object value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (value) {
      case String text -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        control(out, 2, bytes.length);
        out.write(bytes);
      }
      case Double number -> {
        control(out, 3, 8);
        out.write(ByteBuffer.allocate(8).putDouble(number).array());
      }
      case Short number -> {
        control(out, 5, 2);
        out.write(ByteBuffer.allocate(2).putShort(number).array());
      }
      case Integer number -> {
        control(out, 6, 4);
        out.write(ByteBuffer.allocate(4).putInt(number).array());
      }
      case Long number -> {
        control(out, 9, 8);
        out.write(ByteBuffer.allocate(8).putLong(number).array());
      }
      case Map<?, ?> map -> {
        control(out, 7, map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.write(value(entry.getKey()));
          out.write(value(entry.getValue()));
        }
      }
      case List<?> list -> {
        control(out, 11, list.size());
        for (Object item : list) {
          out.write(value(item));
        }
      }
      default -> throw new IllegalArgumentException("no type for " + value);
    }
    return out.toByteArray();
  }

  /** Three bits of type, five of size; types from 8 on are written in a byte of their own. */
  private static void control(ByteArrayOutputStream out, int type, int size) {
    if (size >= 29) {
      throw new IllegalArgumentException("a test's values are short");
    }
    out.write((type < 8 ? type << 5 : 0) | size);
    if (type >= 8) {
      out.write(type - 7);
    }
  }
}
