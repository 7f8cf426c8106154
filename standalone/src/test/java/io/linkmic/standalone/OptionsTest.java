package io.linkmic.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.standalone.Options.Reading.NotUnderstood;
import io.linkmic.standalone.Options.Reading.Understood;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

  @Test
  void up_alone_means_loopback_and_the_contract_s_ports() {
    Options options = understood("up");
    assertThat(options.demo()).isFalse();
    assertThat(options.bind()).isEqualTo("127.0.0.1");
    assertThat(options.port(Port.PAGES)).isEqualTo(8080);
    assertThat(options.port(Port.API)).isEqualTo(8081);
    assertThat(options.port(Port.DNS)).isEqualTo(8082);
    assertThat(options.port(Port.NODE)).isEqualTo(8083);
    assertThat(options.port(Port.SIGNALING)).isEqualTo(8084);
    assertThat(options.port(Port.FLV)).isEqualTo(8085);
    assertThat(options.port(Port.CHAT)).isEqualTo(8086);
    assertThat(options.port(Port.RTMP)).isEqualTo(1935);
    assertThat(options.port(Port.MEDIA)).isEqualTo(10000);
    assertThat(options.nodes()).isEqualTo(1);
  }

  @Test
  void up_takes_a_number_of_nodes() {
    assertThat(understood("up", "--nodes", "3").nodes()).isEqualTo(3);
  }

  @Test
  void demo_takes_an_address_and_ports() {
    Options options =
        understood("demo", "--bind", "0.0.0.0", "--public-host", "10.1.2.3", "--api-port", "0");
    assertThat(options.demo()).isTrue();
    assertThat(options.bind()).isEqualTo("0.0.0.0");
    assertThat(options.publicHost()).isEqualTo("10.1.2.3");
    assertThat(options.port(Port.API)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "up --flv-port, --flv-port needs a value",
    "up --flv-port http, --flv-port needs a number between 0 and 65535",
    "up --flv-port 65536, --flv-port needs a number between 0 and 65535",
    "up --nodes 0, --nodes needs a number from 1 to 9",
    "up --nodes many, --nodes needs a number from 1 to 9",
    "up --colour red, There is no option --colour",
    "down, Say up or demo first",
  })
  void what_is_not_understood_is_said_in_one_sentence(String line, String sentence) {
    assertThat(Options.read(line.split(" ")))
        .isInstanceOfSatisfying(
            NotUnderstood.class, wrong -> assertThat(wrong.message()).startsWith(sentence));
  }

  private static Options understood(String... words) {
    return ((Understood) Options.read(words)).options();
  }
}
