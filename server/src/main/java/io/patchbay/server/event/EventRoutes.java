package io.patchbay.server.event;

import io.patchbay.server.access.Caller;
import io.patchbay.server.access.ForSubject;
import io.patchbay.server.access.Needs;
import io.patchbay.server.access.Passes;
import io.patchbay.server.access.Scope;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;

@Path("/api/v1/events")
@RunOnVirtualThread
@Tag(name = "Events", description = "What happens, as it happens.")
final class EventRoutes {
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final Streams streams;
    private final Passes passes;
    private final Caller caller;

    EventRoutes(Streams streams, Passes passes, Caller caller) {
        this.streams = streams;
        this.passes = passes;
        this.caller = caller;
    }

    @Schema(
            name = "EventData",
            oneOf = {
                Data.OfProperty.class,
                Data.OfThing.class,
                Data.OfStatus.class,
                Data.OfClient.class,
                Data.OfAction.class
            })
    interface AnyData {}

    @GET
    @Blocking // beginning a stream asks the database; what returns a Multi is taken for something that never blocks
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    @Needs(Scope.THINGS_READ)
    @ForSubject(required = false)
    @Operation(summary = "Be told what happens", description = """
                    A stream of Server-Sent Events (`text/event-stream` of the HTML standard) that stays open. `event:` says \
                    what happened, `data:` is one line of JSON, `id:` a position in the log of all changes. Types and their \
                    data:

                    | `event:` | data |
                    |---|---|
                    | `thing.added`, `thing.changed`, `thing.removed` | ThingChanged: read the thing for what it is now |
                    | `thing.status` | ThingStatusChanged |
                    | `property.changed` | PropertyChanged, with the value |
                    | `client.status` | ClientStatusChanged: once when a client breaks, once when it recovers |
                    | `action.status` | ActionStatusChanged |

                    After a cut send the last `id` as `Last-Event-ID`: the stream goes on right after it, with nothing lost \
                    and nothing twice, as long as the app's changes are kept. If that position is unknown, or older than \
                    that, the first event is `reset`: read the present state anew, the events from now on follow. Without \
                    `Last-Event-ID` the stream begins now. Comments show that a silent stream lives; their `id` counts as \
                    any other.

                    A stream that ends says why in a last event `end`, whose `reason` is `SLOW` (more than 4,096 events \
                    waited to be read), `TOKEN` (revoked or expired) or `STOPPING`; `retry:` says after how many \
                    milliseconds to come back.""")
    @Parameter(
            name = Interest.THING,
            in = ParameterIn.QUERY,
            description = "Only what happens to these things: ids, with commas between them or again and again.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = Interest.PROPERTY_TYPE,
            in = ParameterIn.QUERY,
            description = "Only changes of properties of these types.",
            example = "TEMPERATURE,HUMIDITY",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = Interest.TYPE,
            in = ParameterIn.QUERY,
            description = "Only events of these types.",
            example = "property.changed,client.status",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = LAST_EVENT_ID,
            in = ParameterIn.HEADER,
            description = "The `id` after which to go on.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "The stream. The schema is that of what `data:` holds.",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = AnyData.class),
                            examples = @ExampleObject(name = "stream", value = Samples.STREAM)))
    public Multi<byte[]> stream(@Context UriInfo uri, @Context HttpHeaders headers, @Context RoutingContext exchange) {
        Interest interest = Interest.of(caller.subjectIfAny(), uri.getQueryParameters());
        LiveStream stream = streams.open(
                caller.app(),
                interest,
                passes.of(headers.getHeaderString(HttpHeaders.AUTHORIZATION)),
                Optional.ofNullable(headers.getHeaderString(LAST_EVENT_ID)).filter(id -> !id.isBlank()),
                exchange);
        exchange.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader("X-Accel-Buffering", "no"); // proxies that gather an answer would hold events back
        return Multi.createFrom().publisher(stream);
    }
}
