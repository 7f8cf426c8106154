package io.linkmic.node.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.node.program.PictureMix.ShownRegion;
import org.junit.jupiter.api.Test;

class SceneTextTest {
  @Test
  void a_scene_is_compact_json_with_its_keys_in_order() {
    SceneText text = new SceneText(new SceneText.Time(1_764_308_000_123L, true), 4, 1280, 720);
    text.host(new ShownRegion("ada", 0, 0, 640, 720, 0), 0, -23, true);
    text.host(new ShownRegion("bob", 640, 0, 640, 720, 0), 1, -127, false);
    assertThat(text.json())
        .isEqualTo(
            "{\"v\":1,\"t\":1764308000123,\"from\":\"capture\",\"seq\":4,\"canvas\":[1280,720],"
                + "\"regions\":["
                + "{\"id\":\"ada\",\"slot\":0,\"x\":0,\"y\":0,\"w\":0.5,\"h\":1,\"z\":0,"
                + "\"level\":-23,\"active\":true},"
                + "{\"id\":\"bob\",\"slot\":1,\"x\":0.5,\"y\":0,\"w\":0.5,\"h\":1,\"z\":0,"
                + "\"level\":-127,\"active\":false}]}");
  }

  @Test
  void a_place_whose_host_is_not_there_has_only_its_box() {
    SceneText text = new SceneText(new SceneText.Time(1, false), 0, 100, 100);
    text.empty(new ShownRegion(null, 2, 4, 50, 98, 3));
    assertThat(text.json())
        .isEqualTo(
            "{\"v\":1,\"t\":1,\"from\":\"arrival\",\"seq\":0,\"canvas\":[100,100],\"regions\":["
                + "{\"x\":0.02,\"y\":0.04,\"w\":0.5,\"h\":0.98,\"z\":3}]}");
  }

  @Test
  void an_empty_scene_is_a_scene() {
    assertThat(new SceneText(new SceneText.Time(1, false), 0, 2, 2).json())
        .endsWith("\"regions\":[]}");
  }

  @Test
  void fractions_have_four_digits_at_most() {
    SceneText text = new SceneText(new SceneText.Time(1, false), 0, 1280, 720);
    text.empty(new ShownRegion(null, 426, 2, 428, 718, 0));
    assertThat(text.json()).contains("\"x\":0.3328,\"y\":0.0028,\"w\":0.3344,\"h\":0.9972,");
  }

  @Test
  void ids_are_quoted() {
    SceneText text = new SceneText(new SceneText.Time(1, false), 0, 2, 2);
    text.host(new ShownRegion("a\"\\\n\u0000ü", 0, 0, 2, 2, 0), 0, 0, false);
    assertThat(text.json()).contains("\"id\":\"a\\\"\\\\\\u000a\\u0000ü\"");
  }

  @Test
  void sixteen_hosts_fit_easily() {
    SceneText text = new SceneText(new SceneText.Time(1_764_308_000_123L, true), 4, 1280, 720);
    for (int i = 0; i < 16; i++) {
      text.host(
          new ShownRegion("host-" + i, 320 * (i % 4), 180 * (i / 4), 320, 180, 0), i, -40, false);
    }
    int bytes = text.json().length() + 25;
    System.out.printf("SEI of 16 hosts: %d bytes, %.1f kbit/s%n", bytes, bytes * 8 * 5.5 / 1000);
    assertThat(bytes).isLessThan(2_000);
  }
}
