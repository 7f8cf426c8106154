package io.linkmic.node.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.room.SeiMode;
import io.linkmic.media.avc.NalUnits;
import io.linkmic.media.avc.UserDataSei;
import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.rtp.MediaKind;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What players are told inside the pictures. */
class ProgramSeiTest extends MixStage {
  private static final long EPOCH_MILLIS = 1_800_000_000_000L;
  private static final long NTP_OF_1970 = 2_208_988_800L;

  @TempDir Path folder;

  private long wallClock() {
    return EPOCH_MILLIS + now;
  }

  private static @Nullable JsonNode told(ProgramPacket.Video picture) {
    Bytes unit = picture.nalUnits();
    byte[] data = UserDataSei.read(unit.array(), unit.arrayOffset(), unit.length(), ProgramSei.ID);
    return data == null ? null : new JsonMapper().readTree(new String(data, UTF_8));
  }

  private List<ProgramPacket.Video> mixedPictures() {
    return pictures().stream().filter(MixStage::mixed).toList();
  }

  @Test
  void key_frames_and_five_pictures_a_second_of_a_mix_tell_what_is_in_them() {
    program.sei(SeiMode.MIX, this::wallClock);
    aMixOf("ada", "bob");
    out.clear();
    run(10_000);

    List<ProgramPacket.Video> mixed = mixedPictures();
    assertThat(mixed).filteredOn(ProgramPacket.Video::idr).isNotEmpty();
    assertThat(mixed)
        .filteredOn(ProgramPacket.Video::idr)
        .allMatch(picture -> told(picture) != null);
    assertThat(mixed).filteredOn(picture -> told(picture) != null).hasSizeBetween(48, 60);

    JsonNode note =
        mixed.stream().map(ProgramSeiTest::told).filter(Objects::nonNull).toList().getLast();
    assertThat(note.get("v").asInt()).isEqualTo(1);
    assertThat(note.get("seq").asInt()).isEqualTo(7);
    assertThat(note.get("canvas").toString()).isEqualTo("[320,180]");
    JsonNode bob = note.get("regions").get(1);
    assertThat(bob.get("id").asString()).isEqualTo("bob");
    assertThat(bob.get("slot").asInt()).isEqualTo(1);
    assertThat(bob.get("x").asDouble()).isEqualTo(0.5);
    assertThat(bob.get("w").asDouble()).isEqualTo(0.5);
    assertThat(bob.get("h").asDouble()).isEqualTo(1);
    assertThat(bob.get("z").asInt()).isEqualTo(1);
    assertThat(bob.get("level").asInt()).isBetween(-127, 0);
    assertThat(bob.get("active").isBoolean()).isTrue();
  }

  @Test
  void without_capture_times_the_time_is_that_of_the_arrival() {
    program.sei(SeiMode.MIX, this::wallClock);
    aMixOf("ada", "bob");
    out.clear();
    run(1_000);

    long shownAt = now;
    ProgramPacket.Video newest =
        mixedPictures().stream().filter(p -> told(p) != null).toList().getLast();
    JsonNode note = Objects.requireNonNull(told(newest));
    assertThat(note.get("from").asString()).isEqualTo("arrival");
    assertThat(EPOCH_MILLIS + shownAt - note.get("t").asLong()).isBetween(0L, 350L);
  }

  @Test
  void a_host_that_sends_capture_times_is_believed_if_they_can_be_true() {
    program.sei(SeiMode.ALL, this::wallClock);
    Guest ada = new Guest("ada");
    capture(ada, 45);
    run(1_000);
    assertThat(lastNote().get("from").asString()).isEqualTo("capture");
    long captured = lastNote().get("t").asLong();
    ProgramPacket.Video picture =
        pictures().stream().filter(p -> told(p) != null).toList().getLast();
    // The program began with the host's first picture, which arrived a millisecond after 50,000.
    assertThat(captured - EPOCH_MILLIS - 50_000 - picture.dtsMillis() + 45).isBetween(-40L, 40L);

    capture(ada, 3_600_000);
    run(1_000);
    assertThat(lastNote().get("from").asString()).isEqualTo("arrival");
  }

  /** The host's newest picture was captured this long before it arrived. */
  private void capture(Guest host, long millisBefore) {
    long unixMillis = wallClock() - millisBefore;
    long ntp = (unixMillis / 1000 + NTP_OF_1970) << 32 | ((unixMillis % 1000) << 32) / 1000;
    for (int i = 0; i < 10; i++) {
      program.captureTime(host.source, MediaKind.VIDEO, ntp, host.rtpNow());
    }
  }

  private JsonNode lastNote() {
    return pictures().stream()
        .map(ProgramSeiTest::told)
        .filter(Objects::nonNull)
        .toList()
        .getLast();
  }

  @Test
  void a_passed_picture_is_untouched_unless_all_are_to_tell() {
    program.sei(SeiMode.MIX, this::wallClock);
    new Guest("ada");
    run(1_000);
    assertThat(pictures()).isNotEmpty().allMatch(picture -> told(picture) == null);

    List<ProgramPacket.Video> before = pictures();
    program.sei(SeiMode.ALL, this::wallClock);
    out.clear();
    run(1_000);
    List<ProgramPacket.Video> telling = pictures().stream().filter(p -> told(p) != null).toList();
    assertThat(telling).hasSizeBetween(5, 6);
    assertThat(Objects.requireNonNull(told(telling.getLast())).get("regions").toString())
        .startsWith(
            "[{\"id\":\"ada\",\"slot\":0,\"x\":0,\"y\":0,\"w\":1,\"h\":1,\"z\":0,\"level\":");
    // The clip repeats itself: the same slices as a second ago.
    assertThat(slices(pictures().get(0))).isEqualTo(slices(before.get(0)));
    assertThat(told(pictures().get(0))).isNotNull();
  }

  private static List<Bytes> slices(ProgramPacket.Video picture) {
    List<Bytes> slices = new ArrayList<>();
    byte[] all = picture.nalUnits().toArray();
    NalUnits.walk(
        all,
        0,
        all.length,
        (type, offset, length) -> {
          if (type != NalUnits.SEI) {
            slices.add(Bytes.wrap(Arrays.copyOfRange(all, offset, offset + length)));
          }
        });
    return slices;
  }

  @Test
  void pictures_for_webrtc_go_without() {
    program.sei(SeiMode.ALL, this::wallClock);
    aMixOf("ada", "bob");
    run(2_000);
    assertThat(returnedPictures).isNotEmpty();
    assertThat(returnedPictures)
        .allMatch(unit -> {
          byte[] all = unit.nalUnits().toArray();
          return UserDataSei.read(all, 0, all.length, ProgramSei.ID) == null;
        });
  }

  @Test
  void a_held_picture_freezes_also_with_a_message_in_front() {
    program.sei(SeiMode.ALL, this::wallClock);
    Guest ada = new Guest("ada");
    run(1_000);
    ada.vanish();
    out.clear();
    run(1_000);
    assertThat(pictures()).hasSizeBetween(9, 11);
  }

  @Test
  void off_is_off() {
    program.sei(SeiMode.OFF, this::wallClock);
    aMixOf("ada", "bob");
    assertThat(pictures()).allMatch(picture -> told(picture) == null);
  }

  @Test
  void ffmpeg_decodes_the_program_and_sees_the_messages() throws Exception {
    program.sei(SeiMode.ALL, this::wallClock);
    aMixOf("ada", "bob");
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (ProgramPacket.Video picture : pictures()) {
      byte[] all = picture.nalUnits().toArray();
      NalUnits.walk(
          all,
          0,
          all.length,
          (type, offset, length) -> {
            stream.writeBytes(new byte[] {0, 0, 0, 1});
            stream.write(all, offset, length);
          });
    }
    Path file = folder.resolve("program.h264");
    Files.write(file, stream.toByteArray());

    var decoded =
        FfmpegProgram.FFMPEG.run(
            Duration.ofMinutes(1),
            ("-v error -xerror -i "
                    + file
                    + " -fps_mode passthrough -f rawvideo -pix_fmt gray pipe:1")
                .split(" "));
    assertThat(decoded.stderr()).isEmpty();
    assertThat(decoded.stdoutBytes()).hasSize(320 * 180 * pictures().size());

    var traced =
        FfmpegProgram.FFMPEG.run(
            Duration.ofMinutes(1),
            ("-v info -i " + file + " -c copy -bsf:v trace_headers -f null -").split(" "));
    long told = pictures().stream().filter(picture -> told(picture) != null).count();
    // x264's own messages, which the hosts' pictures have, begin with dc.
    assertThat(
            traced
                .stderr()
                .lines()
                .filter(line -> line.matches(".*uuid_iso_iec_11578\\[0].* = 178")))
        .hasSize((int) told);
  }
}
