package io.linkmic.api.http;

import io.linkmic.http.ContractJson;
import io.linkmic.http.ProblemValve;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.MapperFeature;

/** Shapes of what comes in and goes out. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat() {
    return ProblemValve.in(ApiProblemValve.class);
  }

  @Bean
  JsonMapperBuilderCustomizer contractJson() {
    return new ContractJson();
  }

  /** The node says {@code passthrough}. */
  @Bean
  JsonMapperBuilderCustomizer modesOfNodes() {
    return builder -> builder.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS);
  }
}
