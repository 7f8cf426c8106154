package io.linkmic.media.avc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UserDataSeiTest {
  private static final UUID ID = UUID.fromString("b2f1c6e8-5d0a-4c37-9e41-7a6c696e6b6d");

  @Test
  void a_message_is_type_size_uuid_data_and_trailing_bits() {
    assertThat(UserDataSei.nalUnit(ID, "{}".getBytes(US_ASCII)))
        .containsExactly(
            bytes(
                "06" // nal_ref_idc 0, nal_unit_type 6
                    + "05" // user_data_unregistered
                    + "12" // 16 + 2 bytes
                    + "b2f1c6e85d0a4c379e417a6c696e6b6d"
                    + "7b7d"
                    + "80"));
  }

  @Test
  void a_size_of_255_and_more_has_a_byte_ff_for_each_255() {
    assertThat(Arrays.copyOf(UserDataSei.nalUnit(ID, new byte[239]), 5))
        .containsExactly(bytes("0605ff00b2"));
    assertThat(Arrays.copyOf(UserDataSei.nalUnit(ID, new byte[600]), 6))
        .containsExactly(bytes("0605ffff6ab2"));
  }

  @Test
  void no_start_code_can_appear_inside() {
    byte[] unit = UserDataSei.nalUnit(new UUID(0, 1), bytes("0000020000030000"));

    assertThat(unit)
        .containsExactly(
            bytes(
                "060518" // 16 + 8
                    + "000003".repeat(7) // 15 zeros, escaped, and 1
                    + "0001"
                    + "0000030200000303000080"));
  }

  @Test
  void it_stands_between_parameter_sets_and_slices_which_stay_as_they_are() {
    byte[] unit = bytes("00000002674d" + "0000000268ee" + "000000036588aa" + "000000036588bb");

    assertThat(UserDataSei.inFront(unit, 0, unit.length, bytes("0605")))
        .containsExactly(
            bytes(
                "00000002674d"
                    + "0000000268ee"
                    + "000000020605"
                    + "000000036588aa"
                    + "000000036588bb"));
  }

  @Test
  void it_does_not_part_a_slice_from_its_prefix() {
    byte[] unit = bytes("ffff" + "000000026e40" + "000000024188");

    assertThat(UserDataSei.inFront(unit, 2, unit.length - 2, bytes("0605")))
        .containsExactly(bytes("000000020605" + "000000026e40" + "000000024188"));
  }

  @Test
  void what_is_written_is_read_again() {
    Random random = new Random(5);
    byte[] slices = bytes("000000036588aa");
    for (int size : new int[] {0, 1, 2, 238, 239, 240, 1000, UserDataSei.MOST_DATA}) {
      byte[] data = new byte[size];
      random.nextBytes(data);
      Arrays.fill(data, 0, size / 2, (byte) 0);

      byte[] unit = UserDataSei.inFront(slices, 0, slices.length, UserDataSei.nalUnit(ID, data));

      assertThat(UserDataSei.read(unit, 0, unit.length, ID)).containsExactly(data);
      assertThat(UserDataSei.read(unit, 0, unit.length, new UUID(1, 2))).isNull();
    }
  }

  @Test
  void messages_of_others_in_the_same_unit_are_passed_over() {
    String picTiming = "0102aabb";
    String type300 = "ff2d0101";
    String another = "0511" + "0001".repeat(8) + "ff";
    String ours = "0512" + "b2f1c6e85d0a4c379e417a6c696e6b6d" + "7b7d";
    String rbsp = picTiming + type300 + another + ours + "80";
    byte[] unit = bytes("%08x06%s".formatted(1 + rbsp.length() / 2, rbsp));

    assertThat(UserDataSei.read(unit, 0, unit.length, ID)).containsExactly(bytes("7b7d"));
  }

  @Test
  void broken_bytes_are_no_message_and_no_exception() {
    Random random = new Random(11);
    byte[] slices = bytes("000000036588aa");
    byte[] sound =
        UserDataSei.inFront(slices, 0, slices.length, UserDataSei.nalUnit(ID, new byte[300]));
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] broken = Arrays.copyOf(sound, random.nextInt(sound.length + 1));
      for (int k = 0; k < 3 && broken.length > 0; k++) {
        broken[random.nextInt(Math.min(broken.length, 40))] = (byte) random.nextInt(256);
      }
      read += UserDataSei.read(broken, 0, broken.length, ID) == null ? 0 : 1;
    }
    assertThat(read).isLessThan(20_000);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
