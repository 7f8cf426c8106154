package io.linkmic.contract.request;

/**
 * What is wrong with one field of a request.
 *
 * @param field dotted path, {@code video.width}
 * @param message one sentence for a person
 */
public record FieldProblem(String field, String message) {}
