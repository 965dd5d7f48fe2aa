package io.patchbay.server.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.patchbay.connector.description.Description;
import io.patchbay.connector.description.Form;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A description as connectors-api.txt shows it.
@Schema(name = "ConnectorDescription")
record DescriptionView(
        int id,
        @JsonProperty("type_id") String typeId,
        String name,
        String description,
        String logo,
        @JsonProperty("sample_instance_configuration") Sample instance,
        @JsonProperty("sample_client_configuration") Sample client) {

    /// A body that creates an instance or a client; without `configuration` where there is nothing to
    /// configure.
    @Schema(name = "SampleConfiguration")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Sample(
            @JsonProperty("connector_type_id") String typeId,
            @Schema(implementation = Map.class) Optional<Map<String, Object>> configuration) {
        static Sample of(String typeId, Form form) {
            return new Sample(typeId, form.fields().isEmpty() ? Optional.empty() : Optional.of(form.sample()));
        }
    }

    static DescriptionView of(Description d) {
        return new DescriptionView(
                d.id(),
                d.typeId(),
                d.name(),
                d.description(),
                d.logo(),
                Sample.of(d.typeId(), d.instance()),
                Sample.of(d.typeId(), d.client()));
    }
}
