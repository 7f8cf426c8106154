package io.linkmic.api.webhook.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.event.ClusterEvent;
import io.linkmic.contract.webhook.WebhookSecret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilterTest {

  @Test
  void no_pattern_wants_everything() {
    assertThat(EventFilter.wants(List.of(), "room.created")).isTrue();
  }

  @Test
  void patterns_are_words_or_all_of_a_kind() {
    List<String> patterns = List.of("room.*", "program.changed");
    assertThat(EventFilter.wants(patterns, "room.created")).isTrue();
    assertThat(EventFilter.wants(patterns, "program.changed")).isTrue();
    assertThat(EventFilter.wants(patterns, "egress.changed")).isFalse();
    assertThat(EventFilter.wants(patterns, "rooms.created")).isFalse();
    assertThat(EventFilter.wants(List.of("*"), "egress.changed")).isTrue();
    assertThat(EventFilter.wants(patterns, "webhook.test")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"room.created", "room.*", "*", "node.*", "egress.changed"})
  void known_patterns(String pattern) {
    assertThat(EventFilter.isKnown(pattern)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "room", "room.", "rooms.*", "room.create", "**", ".*", "*.created"})
  void unknown_patterns(String pattern) {
    assertThat(EventFilter.isKnown(pattern)).isFalse();
  }

  @Test
  void nobody_hears_of_another_keys_rooms_or_of_nodes_without_being_an_operator() {
    Subscription mine =
        Subscription.create(
            "wh_1", "acme", "https://a.example", List.of(), WebhookSecret.random(), Instant.now());
    Subscriptions all = new Subscriptions("1", Map.of("wh_1", mine));
    assertThat(all.wanting(event("r", "acme"), Set.of())).containsExactly("wh_1");
    assertThat(all.wanting(event("r", "other"), Set.of("acme"))).isEmpty();
    assertThat(all.wanting(event("r", null), Set.of("acme"))).isEmpty();
    assertThat(all.wanting(event(null, null), Set.of())).isEmpty();
    assertThat(all.wanting(event(null, null), Set.of("acme"))).containsExactly("wh_1");
  }

  @Test
  void a_subscription_tells_no_secret() {
    Subscription mine =
        Subscription.create(
            "wh_1", "acme", "https://a.example", List.of(), WebhookSecret.random(), Instant.now());
    assertThat(mine.toString()).doesNotContain("whsec");
  }

  private static ClusterEvent event(String roomId, String apiKey) {
    return new ClusterEvent(
        1, "e", "node.gone", roomId, apiKey, "n", 0, 1, Instant.now(), Map.of());
  }
}
