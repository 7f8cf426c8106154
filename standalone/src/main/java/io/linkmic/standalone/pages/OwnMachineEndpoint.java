package io.linkmic.standalone.pages;

import io.linkmic.standalone.api.ApiClient;
import io.linkmic.standalone.api.ApiClient.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the pages may have without a login: the rooms, and a token to host one. Given to browsers on
 * this machine that show our own page, to nobody else: the connection must come from loopback, the
 * {@code Host} must be loopback's name (a rebound DNS name is not), and the browser must say that
 * the request is not another site's. A host on another machine opens {@code /host/{roomId}#token=…}
 * with a token of {@code POST /v1/tokens}.
 */
@RestController
class OwnMachineEndpoint {
  private static final Pattern LOOPBACK_NAME =
      Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

  /** More than anybody scrolls through on one machine; each costs a call every two seconds. */
  private static final int MOST_ROOMS = 40;

  private final ApiClient api;

  OwnMachineEndpoint(ApiClient api) {
    this.api = api;
  }

  @GetMapping("/pages/rooms")
  ResponseEntity<?> rooms(HttpServletRequest request) throws InterruptedException {
    if (!fromOwnMachine(request)) {
      return notHere("The list of rooms is shown on the machine itself only.");
    }
    try {
      return ResponseEntity.ok()
          .header("Cache-Control", "no-store")
          .body(Map.of("rooms", api.rooms(MOST_ROOMS)));
    } catch (IOException e) {
      return failed(e);
    }
  }

  // A JSON body is asked for although nothing is in it: other sites cannot send one unasked.
  @PostMapping(
      path = "/pages/rooms/{roomId:[A-Za-z0-9_-]{1,64}}/token",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> token(HttpServletRequest request, @PathVariable String roomId)
      throws InterruptedException {
    if (!fromOwnMachine(request)) {
      return notHere(
          "This page gives tokens to browsers on the machine itself only. Make one with POST"
              + " /v1/tokens and add it to the address as #token=…");
    }
    try {
      api.ensureRoom(roomId, roomId);
      String host = "host-" + UUID.randomUUID().toString().substring(0, 8);
      return ResponseEntity.ok()
          .header("Cache-Control", "no-store")
          .body(Map.of("token", api.token(roomId, host, "Host")));
    } catch (IOException e) {
      return failed(e);
    }
  }

  private static boolean fromOwnMachine(HttpServletRequest request) {
    String host = request.getHeader("Host");
    String site = request.getHeader("Sec-Fetch-Site");
    return isLoopback(request.getRemoteAddr())
        && host != null
        && LOOPBACK_NAME.matcher(host).matches()
        && (site == null || site.equals("same-origin") || site.equals("none"));
  }

  private static boolean isLoopback(@Nullable String address) {
    try {
      return address != null && InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static ResponseEntity<ProblemDetail> notHere(String detail) {
    return problem(403, detail);
  }

  private static ResponseEntity<ProblemDetail> failed(IOException cause) {
    return cause instanceof ApiException refused
        ? problem(refused.status(), String.valueOf(refused.getMessage()))
        : problem(503, "The API does not answer.");
  }

  private static ResponseEntity<ProblemDetail> problem(int status, String detail) {
    ProblemDetail problem = ProblemDetail.forStatus(status);
    problem.setDetail(detail);
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }
}
