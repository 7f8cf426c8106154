package io.linkmic.node.room;

/** A feed that was opened, and the answer to its offer. */
public record Watching(Watch watch, String answerSdp) {}
