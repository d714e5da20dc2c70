package attention.api;

import io.swagger.v3.oas.annotations.Parameter;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/// Documents the part of a path that names a query.
@Parameter(
    description =
        "A word of the request, or its position from 0. A word that stands several times must be"
            + " named by position.",
    example = "love")
@Retention(RetentionPolicy.RUNTIME)
@interface NamedQuery {}
