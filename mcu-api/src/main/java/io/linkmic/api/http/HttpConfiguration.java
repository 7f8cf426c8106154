package io.linkmic.api.http;

import io.linkmic.contract.program.ProgramMode;
import java.util.Locale;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Shapes of what comes in and goes out. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

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
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  /** {@code passthrough} for {@code PASSTHROUGH}, as the node says it. */
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
