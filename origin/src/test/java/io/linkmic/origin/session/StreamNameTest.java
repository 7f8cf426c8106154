package io.linkmic.origin.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.origin.stream.StreamKey;
import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamNameTest {
  @Test
  void key_and_parameters_are_told_apart() {
    StreamName name = StreamName.parse("room-1?epoch=7&key=a%20b&x").orElseThrow();
    assertThat(name.key()).isEqualTo(new StreamKey("room-1"));
    assertThat(name.epoch()).hasValue(7);
    assertThat(name.parameters()).containsEntry("key", "a b");
  }

  @Test
  void names_without_a_key_are_none() {
    assertThat(StreamName.parse("")).isEmpty();
    assertThat(StreamName.parse("?epoch=1")).isEmpty();
    assertThat(StreamName.parse("a/b")).isEmpty();
    assertThat(StreamName.parse("x".repeat(201))).isEmpty();
  }

  @Test
  void epoch_that_is_no_number_is_none() {
    assertThat(StreamName.parse("a?epoch=-1").orElseThrow().epoch()).isEmpty();
    assertThat(StreamName.parse("a?epoch=99999999999999999999").orElseThrow().epoch()).isEmpty();
  }

  @Test
  void key_is_shortened_where_it_is_logged() {
    assertThat(StreamName.parse("secret-stream?key=s").orElseThrow()).hasToString("sec…");
  }

  @Test
  void without_a_secret_only_this_machine_publishes() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    InetAddress there = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1});
    StreamKey key = new StreamKey("room");
    PublishAuthorizer none = new SharedSecretAuthorizer("", false);
    assertThat(none.mayPublish(key, Map.of(), here)).isTrue();
    assertThat(none.mayPublish(key, Map.of(), there)).isFalse();
    assertThat(new SharedSecretAuthorizer("", true).mayPublish(key, Map.of(), there)).isTrue();
    PublishAuthorizer secret = new SharedSecretAuthorizer("s", true);
    assertThat(secret.mayPublish(key, Map.of(), here)).isFalse();
    assertThat(secret.mayPublish(key, Map.of("key", "s"), there)).isTrue();
  }
}
