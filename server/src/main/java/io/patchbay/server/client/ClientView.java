package io.patchbay.server.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.patchbay.connector.Failure;
import io.patchbay.server.link.Consent;
import io.patchbay.server.thing.Mapping;
import io.patchbay.server.vendor.Remaining;
import io.patchbay.server.web.Href;
import io.patchbay.server.web.Links;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A client as connectors-api.txt shows it, and what is behind its status.
@Schema(name = "Client")
record ClientView(UUID id, Href instance, Href connector, List<MappingView> mappings, Status status, Detail detail) {

    @Schema(name = "Mapping")
    record MappingView(
            @JsonProperty("connector_thing_id") @Schema(description = "The vendor's id of the device.")
            String connectorThingId,

            @JsonProperty("thing_id") UUID thingId) {
        static MappingView of(Mapping mapping) {
            return new MappingView(mapping.connectorThingId(), mapping.thingId());
        }
    }

    @Schema(name = "ClientDetail")
    record Detail(
            @JsonProperty("who_must_act")
            @Schema(
                    description =
                            "Who must act before an ERROR goes away: nobody (the service tries again), vendor, subject, developer, author.",
                    nullable = true)
            @Nullable
            String who,

            @Schema(description = "What is wrong, in words.", nullable = true) @Nullable
            String cause,

            @Schema(description = "What happens next, in words.")
            String next,

            @Schema(description = "Since when the client has had this status.")
            Instant since,

            @JsonProperty("last_success") @Schema(nullable = true) @Nullable
            Instant lastSuccess,

            @JsonProperty("next_try") @Schema(nullable = true) @Nullable
            Instant nextTry,

            @JsonProperty("stale_since")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Schema(
                    description =
                            "Since when the client's data is older than its pace lets expect; absent while it is not.",
                    nullable = true)
            @Nullable
            Instant staleSince,

            @Schema(description = "What is left of the vendor's limits that hold for this client.")
            List<Remaining> remaining,

            boolean paused,

            @JsonProperty("verification_uri_complete")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Schema(description = "Where the end customer confirms a device code (RFC 8628).", nullable = true)
            @Nullable
            URI verificationUri,

            @JsonProperty("user_code") @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(nullable = true) @Nullable
            String userCode) {}

    static ClientView of(
            ClientStore.Row row,
            int description,
            List<Mapping> mappings,
            Optional<Live> live,
            Optional<Consent.Device> device,
            List<Remaining> remaining,
            Links links) {
        Condition condition = row.condition();
        return new ClientView(
                row.id().value(),
                links.api("/connectors/instances/" + row.instance()),
                links.api("/connectors/descriptions/" + description),
                mappings.stream().map(MappingView::of).toList(),
                condition.status(),
                new Detail(
                        condition
                                .who()
                                .map(w -> w.name().toLowerCase(Locale.ROOT))
                                .orElse(null),
                        condition.cause().orElse(null),
                        next(row, live),
                        condition.since(),
                        live.flatMap(Live::lastSuccess).orElse(null),
                        live.flatMap(Live::nextTry).orElse(null),
                        staleSince(condition, live).orElse(null),
                        remaining,
                        row.paused(),
                        device.map(Consent.Device::page).orElse(null),
                        device.map(Consent.Device::userCode).orElse(null)));
    }

    private static String next(ClientStore.Row row, Optional<Live> live) {
        if (row.paused()) {
            return "The client is paused; POST …/resume lets it go on.";
        }
        if (!row.linked()) {
            return "The end customer must give consent at the vendor; POST …/link begins it anew.";
        }
        return switch (row.condition().status()) {
            case STARTING -> "The client is being called for the first time.";
            case STARTED ->
                staleSince(row.condition(), live).isPresent()
                        ? "The vendor's data is older than expected, since stale_since; it is asked again at next_try."
                        : "The client is called again at next_try.";
            case ERROR ->
                row.condition().who().map(ClientView::advice).orElse("The client is tried again at next_try.");
        };
    }

    /// The engine knows of the first poll a moment before its outcome is stored: nothing is stale that has not started.
    private static Optional<Instant> staleSince(Condition condition, Optional<Live> live) {
        return condition.status() == Status.STARTING ? Optional.empty() : live.flatMap(Live::staleSince);
    }

    private static String advice(Failure.Actor who) {
        return switch (who) {
            case NOBODY -> "Nobody needs to act: the client is tried again at next_try.";
            case VENDOR -> "The vendor asked for time: the client is tried again at next_try.";
            case SUBJECT ->
                "The end customer must act at the vendor; POST …/link begins a consent anew. The client rests until then.";
            case DEVELOPER ->
                "Change the configuration named in the cause; meanwhile the client is tried again at next_try.";
            case AUTHOR ->
                "The connector does not understand the vendor: tell its author. The client is tried again at next_try.";
        };
    }
}
