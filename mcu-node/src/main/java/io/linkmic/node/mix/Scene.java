package io.linkmic.node.mix;

import io.linkmic.contract.layout.Layout;
import io.linkmic.node.program.PictureMix;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be shown and how: made anew by the room's thread for every change, read by the mix's.
 *
 * @param number differs from every other scene's of the mix
 * @param lanes of the members who have sent a picture, by participant
 */
record Scene(
    long number,
    Layout layout,
    List<PictureMix.Member> members,
    @Nullable String activeSpeaker,
    Map<String, Lane> lanes) {}
