package io.patchbay.server.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.patchbay.connector.description.Form;
import io.patchbay.server.instance.Masked;
import io.patchbay.server.thing.Mapping;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A client as it is stored, without what is secret: tokens are left out, as is what its connector remembers
/// between calls, which is the connector's own.
@Schema(name = "StoredClient")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StoredClient(
        UUID id,

        @JsonProperty("connector_type_id") @Schema(examples = "openweathermap")
        String typeId,

        @Schema(description = "As it was sent; secrets are masked.")
        Map<String, @Nullable Object> configuration,

        Status status,
        @Nullable String cause,
        Instant since,
        boolean paused,

        @Schema(description = "False while the end customer's consent is missing.")
        boolean linked,

        List<ClientView.MappingView> mappings) {
    /// @param form of the connector's clients; empty if it is not installed any more
    static StoredClient of(
            ClientStore.Row row,
            Map<String, @Nullable Object> configuration,
            Optional<Form> form,
            List<Mapping> mappings) {
        return new StoredClient(
                row.id().value(),
                row.typeId(),
                Masked.of(configuration, form).shown(),
                row.condition().status(),
                row.condition().cause().orElse(null),
                row.condition().since(),
                row.paused(),
                row.linked(),
                mappings.stream().map(ClientView.MappingView::of).toList());
    }
}
