package io.linkmic.backend.pages;

import io.linkmic.backend.BackendProperties;
import io.linkmic.backend.access.Open;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The addresses of the pages; what they show is in the static files. */
@Controller
@Open("pages are files; what they show is asked for with the caller's own rights")
class PagesEndpoint {
  private final BackendProperties properties;
  private final int chatPort;
  private final @Nullable URI chatUrl;

  PagesEndpoint(
      BackendProperties properties,
      @Value("${linkmic.backend.chat.port:8086}") int chatPort,
      @Value("${linkmic.backend.chat.public-url:#{null}}") @Nullable URI chatUrl) {
    this.properties = properties;
    this.chatPort = chatPort;
    this.chatUrl = chatUrl;
  }

  @GetMapping("/host/" + BroadcastPath.ID)
  String host() {
    return "forward:/host.html";
  }

  @GetMapping("/watch/" + BroadcastPath.ID)
  String watch() {
    return "forward:/watch.html";
  }

  /** A link that was mangled on its way is answered for people, not with a problem document. */
  @GetMapping({"/host/**", "/watch/**"})
  String notABroadcast(HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    return "forward:/error/4xx.html";
  }

  /** Where the chat is: browsers take the host name from the page's address, if not told. */
  @GetMapping("/pages/services")
  @ResponseBody
  Map<String, Object> services() {
    Map<String, Object> services = new LinkedHashMap<>();
    services.put("chatPort", chatPort);
    services.put("openChat", properties.openChat());
    if (chatUrl != null) {
      services.put("chatUrl", chatUrl);
    }
    return services;
  }
}
