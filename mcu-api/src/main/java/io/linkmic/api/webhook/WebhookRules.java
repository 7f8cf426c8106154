package io.linkmic.api.webhook;

import io.linkmic.api.http.Refusal;
import io.linkmic.api.webhook.subscription.EventFilter;
import io.linkmic.contract.address.HttpUrl;
import io.linkmic.contract.address.HttpUrlRules;
import io.linkmic.contract.request.Checked;
import io.linkmic.contract.request.FieldProblem;
import io.linkmic.contract.webhook.WebhookSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a caller asks for, checked. Waits for DNS. */
@Component
class WebhookRules {
  private static final String SECRET_RULE =
      "secret is whsec_ followed by base64 of 24 to 64 bytes.";

  // As many as a subscription keeps; an id has at most as many characters as any of ours.
  private static final int MOST_IDS = 1_000;
  private static final int LONGEST_ID = 256;

  private final HttpUrlRules urls;

  WebhookRules(HttpUrlRules urls) {
    this.urls = urls;
  }

  /** What will be kept. */
  record Wish(String url, List<String> events, WebhookSecret secret) {}

  Wish check(CreateWebhookRequest request) {
    List<FieldProblem> problems = new ArrayList<>();
    String url = request.url() == null ? "" : request.url();
    if (urls.check(url) instanceof HttpUrl.Refused refused) {
      problems.add(new FieldProblem("url", refused.message()));
    }
    List<String> events = events(problems, request.events());
    Optional<WebhookSecret> secret = secret(request.secret());
    if (secret.isEmpty()) {
      problems.add(new FieldProblem("secret", SECRET_RULE));
    }
    if (!problems.isEmpty() || secret.isEmpty()) {
      throw Refusal.invalid(new Checked.Refused<>(List.copyOf(problems)));
    }
    return new Wish(url, events, secret.get());
  }

  private static List<String> events(List<FieldProblem> problems, @Nullable List<String> wished) {
    if (wished == null) {
      return List.of();
    }
    List<String> events = new ArrayList<>();
    for (@Nullable String pattern : wished) {
      if (pattern == null || !EventFilter.isKnown(pattern)) {
        problems.add(new FieldProblem("events", "events names types or patterns like room.*"));
        return List.of();
      }
      if (!events.contains(pattern)) {
        events.add(pattern);
      }
    }
    if (events.size() > EventFilter.MOST_PATTERNS) {
      problems.add(new FieldProblem("events", "events has at most 32 entries."));
    }
    return events;
  }

  WebhookSecret checkSecret(@Nullable String wished) {
    return secret(wished).orElseThrow(() -> Refusal.invalid("secret", SECRET_RULE));
  }

  private static Optional<WebhookSecret> secret(@Nullable String wished) {
    return wished == null ? Optional.of(WebhookSecret.random()) : WebhookSecret.parse(wished);
  }

  List<String> checkIds(@Nullable ResendRequest request) {
    List<String> ids = request == null ? null : request.eventIds();
    if (ids == null) {
      return List.of();
    }
    boolean usable =
        !ids.isEmpty()
            && ids.size() <= MOST_IDS
            && ids.stream().allMatch(id -> id != null && id.length() <= LONGEST_ID);
    if (!usable) {
      throw Refusal.invalid("eventIds", "eventIds has 1 to 1000 ids; leave it out for all.");
    }
    return List.copyOf(ids);
  }
}
