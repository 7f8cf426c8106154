package io.linkmic.contract.layout;

import org.jspecify.annotations.Nullable;

/**
 * What is seen where no host is: behind all regions, or in place of a host's picture.
 *
 * @param colour {@code #rrggbb} in lower case
 * @param image URL of an image that covers the colour; null for the colour alone
 */
public record Fill(String colour, @Nullable String image) {}
