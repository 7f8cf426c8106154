package io.linkmic.node.room;

import java.util.Set;

/**
 * Who joins, as the verified token says.
 *
 * @param participantId the token's {@code sub}
 * @param name shown to the others, may be empty
 * @param grants {@code publish}, {@code subscribe}, …
 */
public record Participant(String participantId, String name, Set<String> grants) {}
