package io.linkmic.standalone.pages;

import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/** The addresses of the pages; what they show is in the static files. */
@Controller
class PagesEndpoint {
  /** As in the contract; anything else is no room and gets 404. */
  private static final String ROOM = "{roomId:[A-Za-z0-9_-]{1,64}}";

  private final PagesProperties properties;

  PagesEndpoint(PagesProperties properties) {
    this.properties = properties;
  }

  @GetMapping("/host/" + ROOM)
  String host(@PathVariable String roomId) {
    return "forward:/host.html";
  }

  @GetMapping("/watch/" + ROOM)
  String watch(@PathVariable String roomId) {
    return "forward:/watch.html";
  }

  /** Ports only: browsers take the host name from the address of the page they are on. */
  @GetMapping("/pages/services")
  @ResponseBody
  Map<String, Integer> services() {
    return Map.of(
        "signaling", properties.signalingPort(),
        "flv", properties.flvPort(),
        "rtmp", properties.rtmpPort());
  }
}
