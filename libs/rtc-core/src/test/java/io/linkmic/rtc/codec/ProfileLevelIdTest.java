package io.linkmic.rtc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.codec.ProfileLevelId.Profile;
import org.junit.jupiter.api.Test;

class ProfileLevelIdTest {

  @Test
  void profiles_follow_table_5_of_rfc_6184() {
    assertThat(profile("42e01f")).isEqualTo(Profile.CONSTRAINED_BASELINE);
    assertThat(profile("42C01E")).isEqualTo(Profile.CONSTRAINED_BASELINE);
    assertThat(profile("42001f")).isEqualTo(Profile.BASELINE);
    assertThat(profile("4d001f")).isEqualTo(Profile.MAIN);
    assertThat(profile("4d801f")).isEqualTo(Profile.CONSTRAINED_BASELINE);
    assertThat(profile("58c01f")).isEqualTo(Profile.CONSTRAINED_BASELINE);
    assertThat(profile("58801f")).isEqualTo(Profile.BASELINE);
    assertThat(profile("58001f")).isEqualTo(Profile.OTHER);
    assertThat(profile("640028")).isEqualTo(Profile.HIGH);
    assertThat(profile("640c28")).isEqualTo(Profile.CONSTRAINED_HIGH);
    assertThat(profile("f40028")).isEqualTo(Profile.OTHER);
  }

  @Test
  void text_is_six_lower_case_digits() {
    assertThat(ProfileLevelId.DEFAULT).hasToString("42000a");
    assertThat(ProfileLevelId.parse("42E01F"))
        .isEqualTo(Parsed.ok(new ProfileLevelId(0x42, 0xE0, 0x1F)));
  }

  @Test
  void anything_else_is_malformed() {
    assertThat(ProfileLevelId.parse("42e01")).isInstanceOf(Parsed.Malformed.class);
    assertThat(ProfileLevelId.parse("42e01g")).isInstanceOf(Parsed.Malformed.class);
    assertThat(ProfileLevelId.parse("")).isInstanceOf(Parsed.Malformed.class);
  }

  private static Profile profile(String hex) {
    return ((Parsed.Ok<ProfileLevelId>) ProfileLevelId.parse(hex)).value().profile();
  }
}
