package io.patchbay.server.thing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.patchbay.server.web.Href;
import io.patchbay.thing.Attribute;
import io.patchbay.thing.Availability;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A thing as the API shows it.
///
/// @param attributes     JSON as it is stored
/// @param componentLinks either these or `components`
@Schema(
        name = "Thing",
        requiredProperties = {"id", "name", "manufacturer", "displayType", "mainComponentId", "status", "attributes"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ThingView(
        @Schema(examples = "56ed33d9-bd1a-4650-9264-d996132098de")
        UUID id,

        @Schema(examples = "Lamp") String name,
        @Schema(examples = "ACME") String manufacturer,
        @Schema(examples = "LAMP") String displayType,
        @Schema(examples = "lamp") String mainComponentId,
        Availability status,

        @Schema(type = SchemaType.ARRAY, implementation = Attribute.class) @JsonRawValue
        String attributes,

        @Schema(description = "Unless expanded.") @Nullable List<Href> componentLinks,
        @Schema(description = "If expanded.") @Nullable List<ComponentView> components) {}
