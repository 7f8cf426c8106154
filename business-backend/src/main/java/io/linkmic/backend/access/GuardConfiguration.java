package io.linkmic.backend.access;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the guard before everything. */
@Configuration(proxyBeanMethods = false)
class GuardConfiguration implements WebMvcConfigurer {
  private final Guard guard;

  GuardConfiguration(Guard guard) {
    this.guard = guard;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(guard);
  }
}
