package io.linkmic.backend.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTextTest {

  @Test
  void a_text_is_trimmed_and_kept_as_it_is() {
    assertThat(ChatText.of("  <b>hi</b> & 你好 👩‍🚀 \n"))
        .isEqualTo(new ChatText.Accepted("<b>hi</b> & 你好 👩‍🚀"));
  }

  @Test
  void five_hundred_characters_are_the_most_whatever_they_take_in_memory() {
    assertThat(ChatText.of("x".repeat(500))).isInstanceOf(ChatText.Accepted.class);
    assertThat(ChatText.of("😀".repeat(500))).isInstanceOf(ChatText.Accepted.class);
    assertThat(ChatText.of("x".repeat(501))).isInstanceOf(ChatText.Refused.class);
    assertThat(ChatText.of("😀".repeat(501))).isInstanceOf(ChatText.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "a\nb",
        "a\u0000b",
        "a\u001b[31mb",
        "a\u0085b",
        "a\u2028b",
        "a\ud800b",
        "a\u202eb",
        "a\u2066b"
      })
  void nothing_and_control_characters_are_refused(String text) {
    assertThat(ChatText.of(text)).isInstanceOf(ChatText.Refused.class);
  }

  @Test
  void a_name_is_cleaned_and_never_empty() {
    assertThat(ChatText.name(" Al\u202eice\n", "p1")).isEqualTo("Alice");
    assertThat(ChatText.name("\u0000", "p1")).isEqualTo("p1");
  }
}
