package io.linkmic.backend.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How far a room is told; what its sockets are sent, ChatIT and ChatFleetIT see. */
class ChatRoomTest {
  private final ChatRoom room = new ChatRoom("b", 10);

  private static ChatMessage message(long id) {
    return new ChatMessage(id, "p", "P", "text " + id, Instant.EPOCH, null);
  }

  private static List<ChatMessage> messages(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(ChatRoomTest::message).toList();
  }

  private List<Long> toldSince(long read) {
    return room.upToNow(read == 0 ? List.of() : List.of(message(read))).stream()
        .map(ChatMessage::messageId)
        .toList();
  }

  @Test
  void one_that_overtook_another_waits_for_it() {
    assertThat(room.offer(message(11))).isTrue();
    assertThat(room.offer(message(13))).isFalse();
    assertThat(room.told()).isEqualTo(11);
    assertThat(room.offer(message(12))).isTrue();
    assertThat(room.told()).isEqualTo(13);
    assertThat(toldSince(11)).containsExactly(11L, 12L, 13L);
  }

  @Test
  void what_was_told_is_not_told_again() {
    room.offer(message(11));
    assertThat(room.offer(message(11))).isTrue();
    assertThat(room.offer(message(9))).isTrue();
    room.fill(messages(5, 11));
    assertThat(toldSince(10)).containsExactly(10L, 11L);
  }

  @Test
  void what_is_fetched_fills_the_gap_and_frees_what_waited() {
    room.offer(message(14));
    room.fill(messages(11, 13));
    assertThat(room.told()).isEqualTo(14);
    assertThat(room.offer(message(15))).isTrue();
  }

  @Test
  void a_gap_larger_than_a_page_is_left_to_the_history() {
    room.offer(message(12));
    room.fill(messages(151, 200));
    assertThat(room.told()).isEqualTo(200);
    assertThat(toldSince(160)).hasSize(41);
    assertThat(room.offer(message(201))).isTrue();
  }

  @Test
  void what_waits_is_bounded() {
    for (long id = 20; id < 2_000; id++) {
      room.offer(message(id));
    }
    assertThat(room.told()).isEqualTo(10);
    // The oldest of them were forgotten; a fetch brings them with the rest.
    room.fill(messages(1_950, 1_999));
    assertThat(room.told()).isEqualTo(1_999);
  }

  @Test
  void nothing_found_changes_nothing() {
    room.offer(message(12));
    room.fill(List.of());
    assertThat(room.told()).isEqualTo(10);
  }
}
