package attention.api;

import attention.format.NumbersModule;
import attention.format.TextWarmUp;
import attention.limits.Limits;
import attention.service.KernelsAreFast;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.webmvc.actuate.endpoint.web.AbstractWebMvcEndpointHandlerMapping;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.cbor.JacksonCborHttpMessageConverter;
import org.springframework.validation.Validator;
import org.springframework.web.accept.ContentNegotiationManager;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/// How requests become objects and answers become bytes.
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

  // Spring has the API at 0.
  private static final int BEHIND_API = 1;

  private final TextWarmUp textWarmUp = new TextWarmUp();

  /// Teaches the mapper of the answers our numbers.
  @Bean
  JacksonModule numbers() {
    return new NumbersModule(textWarmUp);
  }

  /// Makes the writing of numbers fast after the arithmetic, and not at the same time.
  @EventListener(KernelsAreFast.class)
  void warmUpText() {
    textWarmUp.run();
  }

  /// Has requests of the API looked up before those of operators, whose paths would otherwise be
  /// compared one by one with that of each request.
  @Bean
  SmartInitializingSingleton apiFirst(
      ObjectProvider<AbstractWebMvcEndpointHandlerMapping> ofOperators) {
    return () -> ofOperators.forEach(mapping -> mapping.setOrder(BEHIND_API));
  }

  @Bean
  WebMvcConfigurer formats(
      RequestReader reader,
      OpinionReader opinions,
      RequestValidator validator,
      JsonMapper json,
      CBORMapper cbor,
      Limits limits,
      ObjectProvider<ContentNegotiationManager> negotiation) {
    return new WebMvcConfigurer() {
      @Override
      public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
        configurer.favorParameter(true).parameterName("format").useRegisteredExtensionsOnly(true);
        for (Format format : Format.values()) {
          configurer.mediaType(format.parameter(), format.mediaType());
        }
      }

      @Override
      public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.withJsonConverter(new AnswerConverter(json));
        converters.withCborConverter(new JacksonCborHttpMessageConverter(cbor));
        converters.addCustomConverter(new RequestConverter(reader));
        converters.addCustomConverter(new OpinionConverter(opinions));
        converters.addCustomConverter(new RowsConverter(json));
        converters.addCustomConverter(new ReportConverter());
        converters.addCustomConverter(new PictureConverter(limits));
        converters.addCustomConverter(new SnippetConverter());
      }

      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new AcceptedFormat(negotiation));
      }

      @Override
      public Validator getValidator() {
        return validator;
      }
    };
  }
}
