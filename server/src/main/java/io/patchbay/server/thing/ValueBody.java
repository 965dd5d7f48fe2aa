package io.patchbay.server.thing;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.connector.description.Problem;
import io.patchbay.server.web.ApiException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What an app sends to set a value.
record ValueBody(
        @Schema(
                required = true,
                implementation = String.class,
                description = "Text that fits the property's type; numbers, true and false may come unquoted.")
        @Nullable
        JsonNode value) {

    /// @throws ApiException 400 if there is none
    String text() {
        String problem = value == null || value.isNull() ? "is missing" : "must be text, a number, true or false";
        return Scalars.text(value).orElseThrow(() -> ApiException.invalid(List.of(new Problem("value", problem))));
    }
}
