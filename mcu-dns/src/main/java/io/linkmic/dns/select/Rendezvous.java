package io.linkmic.dns.select;

/**
 * Which of equally good nodes a room prefers: the one whose hash together with the room's is the
 * lowest. Every instance of mcu-dns finds the same, and rooms spread evenly. (Thaler and
 * Ravishankar, 1998.)
 */
final class Rendezvous {
  private Rendezvous() {}

  /** Of a room's or a node's name; the same in every JVM (JLS: String.hashCode is specified). */
  static int seed(String name) {
    return mix(name.hashCode() + 0x9E37_79B9 * name.length());
  }

  /** 31 bits. */
  static int weight(int room, int node) {
    return mix(room ^ Integer.rotateLeft(node, 16) * 0x85EB_CA6B) >>> 1;
  }

  /** MurmurHash3's finalizer: every bit of the input moves every bit of the output. */
  private static int mix(int value) {
    int h = value;
    h ^= h >>> 16;
    h *= 0x85EB_CA6B;
    h ^= h >>> 13;
    h *= 0xC2B2_AE35;
    return h ^ (h >>> 16);
  }
}
