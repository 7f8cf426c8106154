package io.linkmic.contract.address;

import java.util.Locale;

/** Why a stranger's URL is refused; stable codes. */
public enum UrlReason {
  MALFORMED,
  SCHEME_NOT_ALLOWED,
  CREDENTIALS_NOT_ALLOWED,
  PORT_NOT_ALLOWED,
  UNKNOWN_HOST,
  ADDRESS_NOT_ALLOWED;

  /** {@code port-not-allowed} for {@code PORT_NOT_ALLOWED}. */
  public String kebab() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
