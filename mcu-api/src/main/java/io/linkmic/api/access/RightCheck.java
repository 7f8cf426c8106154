package io.linkmic.api.access;

import io.linkmic.api.ApiProperties;
import io.linkmic.api.http.Code;
import io.linkmic.api.http.Refusal;
import io.linkmic.cluster.room.RoomRecord;
import io.linkmic.cluster.room.RoomStore;
import io.linkmic.contract.room.RoomRules;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Before every handler of ours: may this caller? A handler that does not say what it needs is
 * refused. For rights on a room, the room is looked up here and handed on by {@link FoundRoom}.
 */
@Configuration(proxyBeanMethods = false)
class RightCheck implements WebMvcConfigurer, HandlerInterceptor {
  private static final String OURS = "io.linkmic.";

  private final RoomStore rooms;
  private final Set<String> operators;

  RightCheck(RoomStore rooms, ApiProperties properties) {
    this.rooms = rooms;
    this.operators = Set.copyOf(properties.operatorKeys());
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    // What is not ours serves nothing but documents: Swagger UI, the OpenAPI text, health.
    if (handler instanceof HandlerMethod method
        && method.getBeanType().getName().startsWith(OURS)) {
      check(request, method.getMethodAnnotation(Needs.class));
    }
    return true;
  }

  private void check(HttpServletRequest request, @Nullable Needs needs) {
    if (needs == null) {
      throw new Refusal(Code.NOT_GRANTED, "Nobody may call this.");
    }
    if (needs.value() == Right.NOTHING) {
      return;
    }
    if (!(request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller)) {
      throw new Refusal(Code.UNAUTHORIZED);
    }
    switch (needs.value()) {
      case NOTHING -> {}
      case SERVER -> server(caller);
      case OPERATOR -> operator(caller);
      case ROOM_IN_BODY -> {
        if (caller instanceof Caller.Bearer bearer
            && !caller.mayAdminister(bearer.claims().roomId())) {
          throw new Refusal(Code.NOT_GRANTED, "This token lacks the grant 'admin'.");
        }
      }
      case ROOM_SEE, ROOM_ADMIN -> room(request, caller, needs.value());
    }
  }

  private static void server(Caller caller) {
    if (caller instanceof Caller.Bearer) {
      throw new Refusal(Code.NOT_GRANTED, "This call needs an API key, not a participant's token.");
    }
  }

  private void operator(Caller caller) {
    server(caller);
    if (!operators.contains(caller.apiKey())) {
      throw new Refusal(Code.NOT_GRANTED, "This API key is not an operator's.");
    }
  }

  private void room(HttpServletRequest request, Caller caller, Right right) {
    Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    Object named = variables instanceof Map<?, ?> map ? map.get("roomId") : null;
    String roomId = named == null ? "" : named.toString();
    if (!caller.maySee(roomId)) {
      throw new Refusal(Code.NOT_GRANTED, "This token is for another room.");
    }
    if (right == Right.ROOM_ADMIN && !caller.mayAdminister(roomId)) {
      throw new Refusal(Code.NOT_GRANTED, "This token lacks the grant 'admin'.");
    }
    if (!RoomRules.isRoomId(roomId)) {
      throw new Refusal(Code.ROOM_NOT_FOUND);
    }
    RoomRecord room =
        rooms
            .find(roomId)
            // Another key's room is told like none: its existence is nobody else's business.
            .filter(found -> found.apiKey().equals(caller.apiKey()))
            .orElseThrow(() -> new Refusal(Code.ROOM_NOT_FOUND));
    request.setAttribute(FoundRoom.ATTRIBUTE, room);
  }
}
