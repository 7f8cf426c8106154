package io.linkmic.node.http;

import io.linkmic.contract.program.ProgramMode;
import java.util.Locale;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

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
    return factory ->
        factory.addContextCustomizers(context -> {
          if (context.getParent() instanceof org.apache.catalina.core.StandardHost host) {
            host.setErrorReportValveClass(ProblemValve.class.getName());
          }
        });
  }

  @Bean
  JsonMapperBuilderCustomizer contractJson() {
    SimpleModule contract = new SimpleModule("contract");
    contract.addSerializer(new LowerCaseMode());
    return builder ->
        builder
            .addModule(contract)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  /** {@code passthrough} for {@code PASSTHROUGH}. */
  private static final class LowerCaseMode extends StdSerializer<ProgramMode> {
    LowerCaseMode() {
      super(ProgramMode.class);
    }

    @Override
    public void serialize(ProgramMode mode, JsonGenerator json, SerializationContext context) {
      json.writeString(mode.name().toLowerCase(Locale.ROOT));
    }
  }
}
