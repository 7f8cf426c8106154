package io.linkmic.backend.access;

import io.linkmic.backend.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Denies by default. It looks at the endpoint that was found and not at the path, so that no
 * spelling of a path leads past it.
 */
@Component
final class Guard implements HandlerInterceptor {
  static final String CHALLENGE = "Basic realm=\"linkmic\", charset=\"UTF-8\"";
  static final String FOREIGN_PAGE = "io.linkmic.backend.foreignPage";

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!(handler instanceof HandlerMethod endpoint)
        || isOpen(endpoint)
        || request.getAttribute(Caller.ATTRIBUTE) instanceof Caller) {
      return true;
    }
    if (request.getAttribute(FOREIGN_PAGE) != null) {
      throw Refusal.of(
          403,
          "foreign-page",
          "This is answered to pages of this server only, not to other sites.");
    }
    // A browser's own dialog would come before the console's; scripts ask with this header.
    if (request.getHeader("Sec-Fetch-Mode") == null) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
    }
    throw Refusal.of(
        401, "unauthorized", "This call needs an API key with its secret, or a login.");
  }

  private static boolean isOpen(HandlerMethod endpoint) {
    return endpoint.hasMethodAnnotation(Open.class)
        || endpoint.getBeanType().isAnnotationPresent(Open.class);
  }
}
