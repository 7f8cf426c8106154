package io.linkmic.api.fleet;

import io.linkmic.cluster.blacklist.BlacklistEntry;
import io.linkmic.contract.request.Checked;
import io.linkmic.contract.request.FieldProblem;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bounds of a blacklist entry. Pure: names are not resolved. */
final class EntryRules {
  /** Node ids and regions are words of the operator. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  private static final Pattern NETWORK = Pattern.compile("([0-9A-Fa-f.:]{2,45})/(\\d{1,3})");
  private static final Pattern DOTTED_QUAD = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final int LONGEST_REASON = 256;

  private EntryRules() {}

  static Checked<BlacklistEntry> check(
      CreateEntryRequest request, String id, Instant now, String apiKey) {
    List<FieldProblem> problems = new ArrayList<>();
    if (request.nodeId() == null && request.network() == null && request.region() == null) {
      problems.add(new FieldProblem("", "Name at least one of nodeId, network and region."));
    }
    word(problems, "nodeId", request.nodeId());
    word(problems, "region", request.region());
    if (request.network() != null && !isNetwork(request.network())) {
      problems.add(
          new FieldProblem("network", "network is a CIDR such as 192.0.2.0/24 or 2001:db8::/32."));
    }
    String reason = request.reason() == null ? "" : request.reason();
    if (reason.length() > LONGEST_REASON || reason.codePoints().anyMatch(Character::isISOControl)) {
      problems.add(
          new FieldProblem(
              "reason", "reason has at most 256 characters and no control characters."));
    }
    Instant expiresAt = expiry(problems, request, now);
    return problems.isEmpty()
        ? new Checked.Accepted<>(
            new BlacklistEntry(
                id,
                request.nodeId(),
                request.network(),
                request.region(),
                reason,
                expiresAt,
                now,
                apiKey))
        : new Checked.Refused<>(List.copyOf(problems));
  }

  private static @Nullable Instant expiry(
      List<FieldProblem> problems, CreateEntryRequest request, Instant now) {
    Duration ttl = request.ttl();
    if (ttl != null && request.expiresAt() != null) {
      problems.add(new FieldProblem("ttl", "Give ttl or expiresAt, not both."));
      return null;
    }
    // Ten years: longer is "until it is removed", and Instant must not overflow.
    if (ttl != null
        && (ttl.compareTo(Duration.ofSeconds(1)) < 0 || ttl.compareTo(Duration.ofDays(3650)) > 0)) {
      problems.add(new FieldProblem("ttl", "ttl is between PT1S and P3650D."));
      return null;
    }
    Instant expiresAt = ttl == null ? request.expiresAt() : now.plus(ttl);
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      problems.add(new FieldProblem("expiresAt", "expiresAt is in the future."));
    }
    return expiresAt;
  }

  private static void word(List<FieldProblem> problems, String field, @Nullable String value) {
    if (value != null && !WORD.matcher(value).matches()) {
      problems.add(new FieldProblem(field, field + " is 1–128 letters, digits or any of . _ : -"));
    }
  }

  static boolean isNetwork(String text) {
    var parts = NETWORK.matcher(text);
    if (!parts.matches()) {
      return false;
    }
    String address = parts.group(1);
    boolean v6 = address.indexOf(':') >= 0;
    // Java would also take 127.1 for an address.
    if (!v6 && !DOTTED_QUAD.matcher(address).matches()) {
      return false;
    }
    try {
      InetAddress parsed = InetAddress.ofLiteral(address);
      // ::ffff:192.0.2.0 becomes an IPv4 address, whose prefix would mean something else.
      int bits = parsed.getAddress().length * 8;
      return v6 == parsed instanceof Inet6Address && Integer.parseInt(parts.group(2)) <= bits;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
