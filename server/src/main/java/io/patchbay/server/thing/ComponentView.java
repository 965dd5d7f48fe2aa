package io.patchbay.server.thing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.patchbay.server.web.Href;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A component as the API shows it.
///
/// @param capabilities  as `actions`: JSON as it is stored
/// @param propertyLinks either these or `properties`
@Schema(
        name = "Component",
        requiredProperties = {"id", "name", "componentType", "capabilities", "actions"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record ComponentView(
        @Schema(examples = "lamp") String id,
        @Schema(examples = "Lamp") String name,
        @Schema(examples = "LAMP") String componentType,

        @Schema(type = SchemaType.ARRAY, implementation = String.class, examples = "[\"SWITCHABLE\"]") @JsonRawValue
        String capabilities,

        @Schema(description = "Unless expanded.") @Nullable List<Href> propertyLinks,
        @Schema(description = "If expanded.") @Nullable List<PropertyView> properties,

        @Schema(type = SchemaType.ARRAY, implementation = Shape.Action.class) @JsonRawValue
        String actions) {}
