package io.linkmic.standalone.pages;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param apiUrl where the REST API is, as seen from here
 * @param signalingPort where browsers find Socket.IO
 * @param flvPort where browsers find HTTP-FLV
 * @param rtmpPort told to people who watch with another player
 */
@Validated
@ConfigurationProperties("linkmic.pages")
record PagesProperties(
    @NotNull URI apiUrl,
    @NotBlank String apiKey,
    @NotBlank String apiSecret,
    int signalingPort,
    int flvPort,
    int rtmpPort) {

  @Override
  public String toString() {
    return "PagesProperties[apiUrl=" + apiUrl + "]";
  }
}
