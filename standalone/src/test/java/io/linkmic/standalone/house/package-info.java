/**
 * The house rules, checked over the whole repository: formatting, file sizes, names, docs and
 * vendored files. They live in the last module that ships, so one run sees every source.
 */
@NullMarked
package io.linkmic.standalone.house;

import org.jspecify.annotations.NullMarked;
