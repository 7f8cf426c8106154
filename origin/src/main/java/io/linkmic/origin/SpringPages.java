package io.linkmic.origin;

import io.linkmic.origin.http.OperatorPages;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;

/** Health as Spring Boot knows it, metrics as the registry does. */
record SpringPages(ApplicationAvailability availability, PrometheusMeterRegistry registry)
    implements OperatorPages {

  @Override
  public boolean live() {
    return availability.getLivenessState() == LivenessState.CORRECT;
  }

  @Override
  public boolean ready() {
    return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
  }

  @Override
  public String metrics() {
    return registry.scrape();
  }
}
