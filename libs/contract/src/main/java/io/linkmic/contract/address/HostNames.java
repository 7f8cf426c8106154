package io.linkmic.contract.address;

import java.util.regex.Pattern;

/** What a URL's host may look like. Any thread. */
public final class HostNames {
  private static final Pattern HOST_NAME =
      Pattern.compile(
          "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");

  /** {@code 127.1}, {@code 0x7f000001}, {@code 2130706433}: spellings that hide an address. */
  private static final Pattern NUMERIC =
      Pattern.compile("(?i)(0x[0-9a-f]*|[0-9]+)(\\.(0x[0-9a-f]*|[0-9]+))*");

  private static final Pattern DOTTED_QUAD =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

  private HostNames() {}

  /** A host name or an IPv4 address in its only honest spelling. */
  public static boolean isHostName(String host) {
    if (NUMERIC.matcher(host).matches()) {
      return DOTTED_QUAD.matcher(host).matches();
    }
    return HOST_NAME.matcher(host).matches();
  }
}
