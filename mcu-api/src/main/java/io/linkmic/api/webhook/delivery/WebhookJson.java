package io.linkmic.api.webhook.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.linkmic.contract.webhook.WebhookPayload;
import tools.jackson.databind.json.JsonMapper;

/** Bodies of webhooks as JSON, without what is null. Any thread. */
final class WebhookJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              usual -> usual.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private WebhookJson() {}

  static String write(WebhookPayload payload) {
    return MAPPER.writeValueAsString(payload);
  }
}
