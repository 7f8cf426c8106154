package io.linkmic.node.http;

import io.linkmic.http.ContractJson;
import io.linkmic.http.ProblemValve;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Bounds and shapes of everything that comes in by HTTP. */
@Configuration(proxyBeanMethods = false)
class HttpWiring {
  /** SDP offers of browsers have 3–10 KB, rooms 1 KB: reliability.md's 64 KB is generous. */
  private static final long MAXIMUM_BODY = 64 * 1024;

  @Bean
  FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter() {
    var registration = new FilterRegistrationBean<>(new BodyLimitFilter(MAXIMUM_BODY));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return registration;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat() {
    return ProblemValve.in(NodeProblemValve.class);
  }

  @Bean
  JsonMapperBuilderCustomizer contractJson() {
    return new ContractJson();
  }
}
