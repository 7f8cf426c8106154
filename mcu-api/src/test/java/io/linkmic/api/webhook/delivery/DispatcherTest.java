package io.linkmic.api.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DispatcherTest {

  @ParameterizedTest
  @CsvSource({
    "https://Hooks.example/a, hooks.example:443",
    "https://hooks.example:443/b?c=d, hooks.example:443",
    "HTTPS://hooks.example:8443/, hooks.example:8443",
    "http://hooks.example/, hooks.example:80",
    "https://[2001:DB8::1]/, [2001:db8::1]:443"
  })
  void one_receiver_is_one_however_its_url_is_written(String url, String host) {
    assertThat(Dispatcher.host(url)).isEqualTo(host);
  }
}
