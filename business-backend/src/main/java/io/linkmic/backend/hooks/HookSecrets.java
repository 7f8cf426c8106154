package io.linkmic.backend.hooks;

import io.linkmic.backend.BackendProperties;
import io.linkmic.contract.webhook.WebhookSecret;
import io.linkmic.contract.webhook.WebhookVerifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The one or two secrets that events may be signed with. */
@Component
class HookSecrets {
  private final @Nullable WebhookVerifier verifier;

  HookSecrets(BackendProperties properties) {
    List<WebhookSecret> secrets = new ArrayList<>();
    add(secrets, "linkmic.backend.hook-secret", properties.hookSecret());
    add(secrets, "linkmic.backend.previous-hook-secret", properties.previousHookSecret());
    if (secrets.isEmpty() && properties.hookUrl() != null) {
      throw new IllegalStateException(
          "linkmic.backend.hook-url needs linkmic.backend.hook-secret=whsec_….");
    }
    this.verifier = secrets.isEmpty() ? null : new WebhookVerifier(secrets);
  }

  private static void add(List<WebhookSecret> secrets, String setting, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      secrets.add(
          WebhookSecret.parse(text)
              .orElseThrow(() ->
                  new IllegalStateException(
                      setting + " is whsec_ with 24 to 64 bytes in Base64 after it.")));
    }
  }

  /** Null where no secret is configured: nothing is believed then. */
  @Nullable WebhookVerifier verifier() {
    return verifier;
  }
}
