/**
 * What the OpenAPI document says beyond the handlers: shapes of our records, examples,
 * descriptions, bounds. Enters: Java types and {@code document.json}. Leaves: their part of {@code
 * /v3/api-docs}; rights and problems are added by {@code io.linkmic.api.http}. Thread: whoever asks
 * for the document first; it is kept afterwards.
 */
@NullMarked
package io.linkmic.api.openapi;

import org.jspecify.annotations.NullMarked;
