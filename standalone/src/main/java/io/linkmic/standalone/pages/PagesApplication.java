package io.linkmic.standalone.pages;

import io.linkmic.standalone.api.ApiClient;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Wiring of the pages; scans this package only. */
@SpringBootApplication
@EnableConfigurationProperties(PagesProperties.class)
public class PagesApplication {

  @Bean
  ApiClient apiClient(PagesProperties properties) {
    return new ApiClient(
        properties.apiUrl().toString(), properties.apiKey(), properties.apiSecret());
  }
}
