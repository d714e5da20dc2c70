package attention.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// The explorer: a page at `/` that is a client of the API. Without `attention.ui.enabled` there is
/// none.
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "attention.ui.enabled", matchIfMissing = true)
class ExplorerConfiguration implements WebMvcConfigurer {

  // Files of the page and the API, and nothing else; `blob:` are pictures that the API made.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self';"
          + " require-trusted-types-for 'script'";

  @Override
  public void addViewControllers(ViewControllerRegistry views) {
    views.addViewController("/").setViewName("forward:/explorer/index.html");
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry resources) {
    // A browser asks each time whether a file is still the same: the page never mixes two versions.
    resources
        .addResourceHandler("/explorer/**")
        .addResourceLocations("classpath:/explorer/")
        .setUseLastModified(false)
        .setEtagGenerator(ExplorerConfiguration::etag)
        .setCacheControl(CacheControl.noCache());
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    interceptors
        .addInterceptor(
            new HandlerInterceptor() {
              @Override
              public boolean preHandle(
                  HttpServletRequest request, HttpServletResponse response, Object handler) {
                response.setHeader("Content-Security-Policy", POLICY);
                return true;
              }
            })
        .addPathPatterns("/", "/explorer/**");
  }

  /// A weak tag, because a strong one would forbid compression.
  private static String etag(Resource file) {
    try (InputStream in = file.getInputStream()) {
      return "W/\"%s\"".formatted(DigestUtils.md5DigestAsHex(in));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
