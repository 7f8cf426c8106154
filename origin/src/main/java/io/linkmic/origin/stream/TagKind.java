package io.linkmic.origin.stream;

/** What a tag carries. */
public enum TagKind {
  AUDIO(8, 4),
  VIDEO(9, 6),
  SCRIPT(18, 5);

  /** FLV tag type, the same number as RTMP's message type. */
  final int typeId;

  /** Each kind has a chunk stream of its own towards players. */
  final int chunkStreamId;

  TagKind(int typeId, int chunkStreamId) {
    this.typeId = typeId;
    this.chunkStreamId = chunkStreamId;
  }
}
