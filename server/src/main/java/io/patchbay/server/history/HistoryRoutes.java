package io.patchbay.server.history;

import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Caller;
import io.patchbay.server.access.ForSubject;
import io.patchbay.server.access.Needs;
import io.patchbay.server.access.Scope;
import io.patchbay.server.thing.ChangeReader;
import io.patchbay.server.thing.Series;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.Listing;
import io.patchbay.server.web.PathId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/things/{thing}/components/{component}/properties/{property}/history")
@RunOnVirtualThread
@Tag(name = "History", description = "What the values of a property were.")
final class HistoryRoutes {
    private static final String CSV_UTF_8 = Csv.MEDIA_TYPE + ";charset=UTF-8;header=present";

    private final ChangeReader changes;
    private final History history;
    private final Caller caller;
    private final Listing listing;
    private final InstantSource clock;

    HistoryRoutes(ChangeReader changes, History history, Caller caller, Listing listing, InstantSource clock) {
        this.changes = changes;
        this.history = history;
        this.caller = caller;
        this.listing = listing;
        this.clock = clock;
    }

    @Schema(anyOf = {HistoryEntry.class, HistoryBucket.class})
    interface EntryOrBucket {}

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @Needs(Scope.THINGS_READ)
    @ForSubject(required = false)
    @Operation(summary = "Read what a property was", description = """
                    Its values in order of the vendor's time, each from when it was so until the next: a value that stays \
                    the same is not repeated. With `bucket` they are gathered: a bucket has what *changed* in it, so an \
                    average weighs each change, not the time it lasted, and where nothing changed there is no bucket. \
                    A value that comes in late has its place by the vendor's time; `received` tells when that was.

                    A property that once had another unit or type has its former values, too, each with its own. Buckets \
                    and filters look only at values of the present type and unit.

                    With `Accept: text/csv` the same as a table: without `limit` all of the range, streamed. Texts that \
                    a spreadsheet could take for a formula (that begin with `=`, `+`, `-`, `@`, a tab or a carriage \
                    return) have a `'` before them there; numbers are as they are.""")
    @Parameter(
            name = "gt",
            in = ParameterIn.QUERY,
            description = "Numbers greater than this.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "gte",
            in = ParameterIn.QUERY,
            description = "Numbers not less than this.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "lt",
            in = ParameterIn.QUERY,
            description = "Numbers less than this.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "lte",
            in = ParameterIn.QUERY,
            description = "Numbers not greater than this.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "eq",
            in = ParameterIn.QUERY,
            description = "This value.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "neq",
            in = ParameterIn.QUERY,
            description = "Other values than this.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "in",
            in = ParameterIn.QUERY,
            description = "One of these values, separated by commas; a comma in a text is written `\\,`.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "like",
            in = ParameterIn.QUERY,
            description = "Texts of this pattern: `%` is any text, `_` any character, `\\` takes the next as it is.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "Values or buckets; header `Link` leads to the next page.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = EntryOrBucket.class),
                        examples = {
                            @ExampleObject(name = "values", value = Samples.ENTRIES),
                            @ExampleObject(name = "buckets", value = Samples.BUCKETS)
                        }),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    public Response read(
            @PathParam("thing") PathId thing,
            @PathParam("component") String component,
            @PathParam("property") String property,
            @BeanParam HistoryParameters given,
            @Context HttpHeaders headers,
            @Context UriInfo uri,
            RoutingContext exchange) {
        AppId app = caller.app(); // the caller is gone when a table is written
        Series present = changes.series(app, caller.subjectIfAny(), thing.or404("property"), component, property)
                .orElseThrow(() -> ApiException.notFound("property"));
        HistoryQuery query =
                HistoryCheck.check(given, Operator.given(uri.getQueryParameters()), present.type(), clock.instant());
        HistoryPage page = history.page(app, present, query);
        boolean csv = wantsCsv(headers);
        boolean whole = csv && given.limit == null;
        Response.ResponseBuilder answer = csv
                ? Response.ok(table(app, present, query, page, whole, exchange), CSV_UTF_8)
                : Response.ok(page.rows(), MediaType.APPLICATION_JSON);
        if (!whole) {
            page.next().ifPresent(next -> answer.header(HttpHeaders.LINK, listing.next(uri, next.toString())));
        }
        return answer.build();
    }

    private StreamingOutput table(
            AppId app, Series present, HistoryQuery query, HistoryPage page, boolean whole, RoutingContext exchange) {
        return out -> {
            try {
                history.write(out, app, present, query, page, whole);
            } catch (IOException | RuntimeException e) {
                if (exchange.response().headWritten()) {
                    // before anybody writes the error behind the rows, and ends what would look like a whole table
                    exchange.request()
                            .connection()
                            .close()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join();
                }
                throw e;
            }
        };
    }

    /// Whether that is what the caller would rather have.
    private static boolean wantsCsv(HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().stream()
                .filter(type -> type.isCompatible(MediaType.APPLICATION_JSON_TYPE)
                        || type.isCompatible(new MediaType("text", "csv")))
                .findFirst()
                .map(type -> !type.isCompatible(MediaType.APPLICATION_JSON_TYPE))
                .orElse(false);
    }
}
