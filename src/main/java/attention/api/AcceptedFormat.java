package attention.api;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.MethodParameter;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.accept.ContentNegotiationManager;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Hands a controller the format that the answer will have, for answers that are computed in
/// another way by rows.
final class AcceptedFormat implements HandlerMethodArgumentResolver {

  private final Supplier<ContentNegotiationManager> negotiation;

  AcceptedFormat(ObjectProvider<ContentNegotiationManager> negotiation) {
    this.negotiation = SingletonSupplier.of(negotiation::getObject);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Format.class;
  }

  @Override
  public Format resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders)
      throws Exception {
    return Format.firstOf(negotiation.get().resolveMediaTypes(request));
  }
}
