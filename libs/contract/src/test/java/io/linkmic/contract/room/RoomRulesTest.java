package io.linkmic.contract.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.layout.LayoutRequest;
import io.linkmic.contract.layout.LayoutRules;
import io.linkmic.contract.request.Checked;
import io.linkmic.contract.request.FieldProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomRulesTest {
  private final RoomRules rules =
      new RoomRules(EgressUrlRules.usual(false), LayoutRules.usual(false));

  private static CreateRoomRequest named(String roomId, String name) {
    return new CreateRoomRequest(roomId, name, null, null, null, null, null, null, null);
  }

  @Test
  void an_empty_request_gets_the_defaults() {
    RoomSettings settings =
        ((Checked.Accepted<RoomSettings>) rules.check(named(null, null))).value();
    assertThat(settings).isEqualTo(RoomRules.defaults());
    assertThat(settings.video())
        .isEqualTo(new VideoSettings(1280, 720, 30, 2_500_000, Duration.ofSeconds(2), SeiMode.MIX));
    assertThat(settings.holdTimeout()).hasSeconds(30);
    assertThat(settings.emptyTimeout()).hasMinutes(10);
  }

  @Test
  void every_problem_is_told_at_once() {
    CreateRoomRequest request =
        new CreateRoomRequest(
            "a/b",
            "line\nbreak",
            99,
            Duration.ofDays(9),
            Duration.ofSeconds(-1),
            new CreateRoomRequest.Video(1281, null, 0, 1, Duration.ZERO, "some"),
            new CreateRoomRequest.Audio(1),
            LayoutRequest.valueOf("pile"),
            Arrays.asList(
                new CreateRoomRequest.Egress(null, "rtmp://127.0.0.1/live/key"),
                new CreateRoomRequest.Egress(null, null),
                null));
    Checked.Refused<RoomSettings> refused = (Checked.Refused<RoomSettings>) rules.check(request);
    assertThat(refused.problems())
        .extracting(FieldProblem::field)
        .containsExactlyInAnyOrder(
            "roomId",
            "name",
            "layout.template",
            "video.sei",
            "maxHosts",
            "emptyTimeout",
            "holdTimeout",
            "video",
            "video.frameRate",
            "video.bitrate",
            "video.gop",
            "audio.bitrate",
            "egress[0].url",
            "egress[1].url",
            "egress[2].url");
    assertThat(refused.message()).contains("linkmic.egress.allow-private-addresses=true");
  }

  @Test
  void a_layout_goes_on_after_the_one_before() {
    CreateRoomRequest grid =
        new CreateRoomRequest(
            null, null, null, null, null, null, null, LayoutRequest.valueOf("grid"), null);
    Checked<RoomSettings> made = rules.check(grid);
    Checked<RoomSettings> changed = rules.check(grid, Layout.DEFAULT.withSequence(8));
    Layout expected = Layout.valueOf("grid");
    assertThat(((Checked.Accepted<RoomSettings>) made).value().layout()).isEqualTo(expected);
    assertThat(((Checked.Accepted<RoomSettings>) changed).value().layout())
        .isEqualTo(expected.withSequence(9));
    Checked<RoomSettings> left = rules.check(named(null, null), expected);
    assertThat(((Checked.Accepted<RoomSettings>) left).value().layout()).isEqualTo(expected);
  }

  @Test
  void a_description_keeps_the_stream_key_to_itself() {
    RoomSettings withEgress =
        RoomRules.defaults().withEgress(List.of(new EgressTarget("eg-1", "rtmp://h/live/secret")));
    assertThat(RoomDescription.of("r", withEgress, Instant.EPOCH).toString())
        .contains("rtmp://h/live/…")
        .doesNotContain("secret");
  }
}
