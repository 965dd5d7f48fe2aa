package io.patchbay.server.thing;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.thing.Availability;
import io.patchbay.thing.ValueType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A thing as an app sends it, unchecked: anything may be missing. Names of fields are taken in any case.
@Schema(name = "NewThing")
record ThingBody(
        @Schema(required = true) @Nullable String name,
        @Nullable String manufacturer,
        @Schema(required = true) @Nullable String displayType,

        @Schema(required = true, description = "The id of one of the components.") @Nullable
        String mainComponentId,

        @Schema(defaultValue = "AVAILABLE") @Nullable Availability status,
        @Nullable List<@Nullable AttributeBody> attributes,

        @Schema(required = true, description = "At least one.") @Nullable
        List<@Nullable ComponentBody> components) {

    @Schema(name = "NewAttribute")
    record AttributeBody(
            @Schema(required = true) @Nullable String name,
            @Schema(required = true) @Nullable String value) {}

    @Schema(name = "NewComponent", description = "With at least one property or action.")
    record ComponentBody(
            @Schema(required = true, pattern = "^[a-zA-Z0-9_-]{1,200}$") @Nullable
            String id,

            @Nullable String name,
            @Schema(required = true) @Nullable String componentType,
            @Nullable List<@Nullable String> capabilities,
            @Nullable List<@Nullable PropertyBody> properties,
            @Nullable List<@Nullable ActionBody> actions) {}

    @Schema(name = "NewProperty")
    record PropertyBody(
            @Schema(required = true, pattern = "^[a-zA-Z0-9_-]{1,200}$") @Nullable
            String id,

            @Nullable String name,

            @Schema(implementation = String.class, description = "Text that fits the type; none means no value yet.")
            @Nullable
            JsonNode value,

            @Nullable String unit,
            @Schema(required = true) @Nullable ValueType type,
            @Nullable String propertyType) {}

    @Schema(name = "NewAction")
    record ActionBody(
            @Schema(required = true, pattern = "^[a-zA-Z0-9_-]{1,200}$") @Nullable
            String id,

            @Nullable String name,
            @Nullable List<@Nullable ParameterBody> parameters) {}

    @Schema(name = "NewParameter")
    record ParameterBody(
            @Schema(required = true) @Nullable String name,
            @Schema(required = true) @Nullable ValueType type) {}
}
