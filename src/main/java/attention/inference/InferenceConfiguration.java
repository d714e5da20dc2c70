package attention.inference;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/// How answers of the protocol become bytes.
@Configuration(proxyBeanMethods = false)
class InferenceConfiguration {

  @Bean
  WebMvcConfigurer inferenceAnswers(JsonMapper json) {
    return new WebMvcConfigurer() {
      @Override
      public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.addCustomConverter(new InferenceConverter(json));
      }
    };
  }
}
