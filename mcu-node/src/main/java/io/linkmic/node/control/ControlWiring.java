package io.linkmic.node.control;

import io.linkmic.node.NodeProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class ControlWiring {

  @Bean
  FilterRegistrationBean<ServiceTokenFilter> serviceTokenFilter(NodeProperties node) {
    var registration = new FilterRegistrationBean<>(new ServiceTokenFilter(node.serviceToken()));
    registration.addUrlPatterns("/internal/*");
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }
}
