package io.linkmic.standalone.demo;

import java.util.List;

/**
 * What one sample host shows and plays, as FFmpeg's filters draw it.
 *
 * @param hostId its host's id, and the name of its log
 * @param title its broadcast's
 */
public record Sample(String hostId, String title, String picture, String sound) {

  /** Different enough to be told apart at a glance and by ear. */
  public static final List<Sample> ALL =
      List.of(
          new Sample(
              "demo-1",
              "Test card",
              "testsrc2=size=1280x720:rate=30",
              "sine=frequency=440:beep_factor=4:sample_rate=48000"),
          new Sample(
              "demo-2",
              "Northern lights",
              "gradients=size=1280x720:rate=30:speed=0.02:seed=7:nb_colors=4"
                  + ":c0=0x0b1026:c1=0x1fd6a4:c2=0x3a66ff:c3=0x2a0f4a",
              "sine=frequency=294:beep_factor=3:sample_rate=48000"));

  /** FFmpeg's arguments for a publisher; the token is for this room only and for one day. */
  List<String> arguments(String encoder, String whipUrl, String token) {
    List<String> words =
        new java.util.ArrayList<>(List.of("-hide_banner", "-nostdin", "-loglevel", "warning"));
    words.addAll(List.of("-re", "-f", "lavfi", "-i", picture));
    words.addAll(List.of("-re", "-f", "lavfi", "-i", sound));
    words.addAll(List.of("-map", "0:v", "-map", "1:a", "-pix_fmt", "yuv420p"));
    words.addAll(encoding(encoder));
    words.addAll(List.of("-c:a", "libopus", "-b:a", "96k", "-ar", "48000", "-ac", "2"));
    words.addAll(List.of("-f", "whip", "-authorization", token, whipUrl));
    return List.copyOf(words);
  }

  /** FFmpeg ignores key-frame requests over WHIP, so it must make one every two seconds itself. */
  private static List<String> encoding(String encoder) {
    List<String> common =
        List.of("-c:v", encoder, "-b:v", "1800k", "-g", "60", "-bf", "0", "-threads", "1");
    if (!encoder.equals("libx264")) {
      return common;
    }
    List<String> x264 = new java.util.ArrayList<>(common);
    x264.addAll(
        List.of(
            "-preset",
            "superfast",
            "-tune",
            "zerolatency",
            "-profile:v",
            "baseline",
            "-maxrate",
            "2000k",
            "-bufsize",
            "2000k"));
    return List.copyOf(x264);
  }
}
