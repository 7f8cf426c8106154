package io.linkmic.api.http;

import io.linkmic.api.access.Needs;
import io.linkmic.api.access.Right;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What went wrong outside of Spring MVC is a problem document too. */
@Hidden
@RestController
class ProblemErrorEndpoint implements ErrorController {

  @Needs(Right.NOTHING)
  @RequestMapping("/error")
  ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    int number = status instanceof Integer given ? given : 404;
    Code code = Code.of(number);
    return ResponseEntity.status(number)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(Problem.of(number, code.kebab(), code.sentence()));
  }
}
