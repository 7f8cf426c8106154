package io.linkmic.http;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;

/**
 * What Tomcat itself refuses, a request line it cannot parse for instance, is a problem document
 * (RFC 9457) too. Tomcat makes one by its class name: each service has a public one of its own.
 */
public abstract class ProblemValve extends ErrorReportValve {

  /** The service's stable code for a status of 400 or more. */
  protected abstract String code(int status);

  /** The same for people: one sentence, without quotes or backslashes. */
  protected abstract String sentence(int status);

  /** Has Tomcat use a service's valve. */
  public static WebServerFactoryCustomizer<TomcatServletWebServerFactory> in(
      Class<? extends ProblemValve> valve) {
    return factory ->
        factory.addContextCustomizers(context -> {
          if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(valve.getName());
          }
        });
  }

  @Override
  protected final void report(Request request, Response response, @Nullable Throwable throwable) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    try {
      response.setContentType("application/problem+json");
      response.setCharacterEncoding("utf-8");
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(document(status));
        response.finishResponse();
      }
    } catch (IOException e) {
      // The caller has gone; nobody is left to tell.
      container.getLogger().debug("no one read the error", e);
    }
  }

  private String document(int status) {
    HttpStatus known = HttpStatus.resolve(status);
    return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"code\":\"%s\"}"
        .formatted(
            known == null ? "Error" : known.getReasonPhrase(),
            status,
            sentence(status),
            code(status));
  }
}
