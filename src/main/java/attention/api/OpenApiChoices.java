package attention.api;

import attention.service.BiasOption;
import attention.service.MaskOption;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Discriminator;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/// Describes masks and biases in the OpenAPI document as what they are: one of several objects,
/// told apart by their `type`. The choices come from the sealed types themselves.
@NullUnmarked // a part of the document that is missing must end the start
@SuppressWarnings({"rawtypes", "unchecked"}) // the model of swagger-core is made of raw types
final class OpenApiChoices {

  void addTo(OpenAPI document) {
    Map<String, Schema> schemas = document.getComponents().getSchemas();
    describe(MaskOption.class, schemas);
    describe(BiasOption.class, schemas);
    Map<String, Schema> options = schemas.get("Options").getProperties();
    options.put("mask", reference(MaskOption.class));
    options.put("bias", reference(BiasOption.class));
    var masks = new ArraySchema().items(reference(MaskOption.class));
    masks.minItems(1);
    for (String closed :
        List.of("AttentionRequest", "WordVector", "Options", "Projections", "Projection")) {
      schemas.get(closed).additionalProperties(false);
    }
    schemas.get("AllMask").addProperty("of", masks);
    schemas.get("AnyMask").addProperty("of", masks);
  }

  private static void describe(Class<?> choice, Map<String, Schema> schemas) {
    var discriminator = new Discriminator().propertyName("type");
    var references = new ArrayList<Schema>();
    for (Class<?> option : choice.getPermittedSubclasses()) {
      String name = schemaName(option);
      String type = option.getAnnotation(JsonTypeName.class).value();
      schemas.put(name, withType(type, schemas.get(name)));
      discriminator.mapping(type, path(name));
      references.add(new Schema<>().$ref(path(name)));
    }
    String name = choice.getSimpleName();
    schemas.put(
        name,
        new Schema<>()
            .description(schemas.get(name).getDescription())
            .oneOf(references)
            .discriminator(discriminator));
  }

  /// Makes one object of what springdoc writes as a base and its extension, and pins its type.
  private static Schema withType(String type, Schema inherited) {
    var object = new ObjectSchema();
    object.addProperty("type", new StringSchema()._enum(List.of(type)));
    for (Object part : inherited.getAllOf()) {
      Map<String, Schema> properties = ((Schema) part).getProperties();
      if (properties != null) {
        properties.forEach(object::addProperty);
      }
    }
    var required = new ArrayList<>(List.of("type"));
    if (inherited.getRequired() != null) {
      required.addAll(inherited.getRequired());
    }
    object.required(required).additionalProperties(false);
    return object;
  }

  private static String schemaName(Class<?> option) {
    return option.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class).name();
  }

  private static Schema reference(Class<?> choice) {
    return new Schema<>().$ref(path(choice.getSimpleName()));
  }

  private static String path(String schema) {
    return "#/components/schemas/" + schema;
  }
}
