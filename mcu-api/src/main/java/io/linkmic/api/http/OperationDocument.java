package io.linkmic.api.http;

import io.linkmic.api.access.Needs;
import io.linkmic.api.access.Right;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;

/**
 * Adds to every operation what its annotations do not say to springdoc: the right it needs, and
 * every problem it may answer, with an example of each.
 */
@Component
class OperationDocument implements OperationCustomizer {
  static final String BASIC = "apiKey";
  static final String BEARER = "participantToken";
  private static final String PROBLEM = "application/problem+json";

  private static final Set<Code> ALWAYS =
      EnumSet.of(
          Code.UNAUTHORIZED,
          Code.TOKEN_MALFORMED,
          Code.TOKEN_WRONG_ALGORITHM,
          Code.TOKEN_WRONG_ISSUER,
          Code.TOKEN_BAD_SIGNATURE,
          Code.TOKEN_MISSING_CLAIM,
          Code.TOKEN_WRONG_AUDIENCE,
          Code.TOKEN_EXPIRED,
          Code.TOKEN_NOT_YET_VALID,
          Code.NOT_GRANTED,
          Code.NOT_ACCEPTABLE,
          Code.TOO_LARGE,
          Code.RATE_LIMITED,
          Code.INTERNAL_ERROR,
          Code.REDIS_UNAVAILABLE);

  @Override
  public Operation customize(Operation operation, HandlerMethod handler) {
    Needs needs = handler.getMethodAnnotation(Needs.class);
    Right right = needs == null ? Right.NOTHING : needs.value();
    operation.addExtension("x-linkmic-right", right.word());
    operation.setSecurity(security(right));
    boolean post = handler.hasMethodAnnotation(PostMapping.class);
    if (post) {
      operation.addParametersItem(
          new HeaderParameter()
              .name("Idempotency-Key")
              .required(false)
              .description("The same key and body within 24 hours is done once.")
              .schema(new StringSchema().minLength(1).maxLength(255)));
    }
    if (operation.getResponses() == null) {
      operation.setResponses(new ApiResponses());
    }
    document(operation.getResponses(), codes(handler, right, post));
    return operation;
  }

  private static List<SecurityRequirement> security(Right right) {
    return switch (right) {
      case NOTHING -> List.of();
      case SERVER, OPERATOR -> List.of(new SecurityRequirement().addList(BASIC));
      case ROOM_SEE, ROOM_ADMIN, ROOM_IN_BODY ->
          List.of(
              new SecurityRequirement().addList(BASIC), new SecurityRequirement().addList(BEARER));
    };
  }

  private static Set<Code> codes(HandlerMethod handler, Right right, boolean post) {
    Set<Code> codes = EnumSet.copyOf(ALWAYS);
    if (right == Right.ROOM_SEE || right == Right.ROOM_ADMIN) {
      codes.add(Code.ROOM_NOT_FOUND);
    }
    if (post) {
      codes.addAll(
          List.of(Code.BAD_IDEMPOTENCY_KEY, Code.REQUEST_IN_FLIGHT, Code.IDEMPOTENCY_KEY_REUSED));
    }
    boolean body =
        handler.hasMethodAnnotation(PatchMapping.class)
            || java.util.Arrays.stream(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class));
    if (body) {
      codes.addAll(List.of(Code.BAD_REQUEST, Code.UNSUPPORTED_MEDIA_TYPE));
    }
    Fails fails = handler.getMethodAnnotation(Fails.class);
    if (fails != null) {
      codes.addAll(List.of(fails.value()));
    }
    return codes;
  }

  private static void document(ApiResponses responses, Set<Code> codes) {
    Map<Integer, List<Code>> byStatus = new TreeMap<>();
    codes.forEach(
        code -> byStatus.computeIfAbsent(code.status(), none -> new ArrayList<>()).add(code));
    if (codes.contains(Code.NOT_SUPPORTED)) {
      responses.keySet().removeIf(status -> status.startsWith("2"));
    }
    byStatus.forEach((status, some) ->
        responses.addApiResponse(Integer.toString(status), response(status, some)));
  }

  private static ApiResponse response(int status, List<Code> codes) {
    MediaType problem = new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"));
    codes.forEach(code -> problem.addExamples(code.kebab(), example(code)));
    ApiResponse response =
        new ApiResponse()
            .description(codes.stream().map(Code::kebab).collect(Collectors.joining(", ")))
            .content(new Content().addMediaType(PROBLEM, problem));
    if (status == 429 || status == 503) {
      response.addHeaderObject(
          HttpHeaders.RETRY_AFTER,
          new Header().description("Whole seconds.").schema(new StringSchema()));
    }
    return response;
  }

  private static Example example(Code code) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("title", code.title());
    body.put("status", code.status());
    body.put("detail", code.sentence());
    body.put("code", code.kebab());
    if (code == Code.INVALID_REQUEST) {
      body.put("errors", List.of(Map.of("field", "maxHosts", "message", code.sentence())));
    }
    if (code == Code.STALE_LAYOUT) {
      body.put("sequence", 12);
    }
    return new Example().summary(code.sentence()).value(body);
  }
}
