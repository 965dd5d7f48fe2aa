package io.patchbay.server.history;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// A question as it was sent, but for the filters.
final class HistoryParameters {
    @QueryParam("from")
    @Parameter(
            description = "The earliest time, by the vendor's clock; a day before `to` if it is missing.",
            example = "2026-01-31T00:00:00Z")
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(
            description = "The time before which all is; now if it is missing.",
            example = "2026-02-01T00:00:00+01:00")
    @Nullable
    String to;

    @QueryParam("limit")
    @Parameter(
            description =
                    "How many at most: buckets without a value count, too. CSV without a limit has the whole range.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "10000", defaultValue = "1000"))
    @Nullable
    String limit;

    @QueryParam("cursor")
    @Parameter(description = "Where to go on, from the `Link` header of the page before; it knows the range.")
    @Nullable
    String cursor;

    @QueryParam("order")
    @Parameter(
            description = "By time, and at the same time as they were received.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"asc", "desc"},
                            defaultValue = "asc"))
    @Nullable
    String order;

    @QueryParam("bucket")
    @Parameter(
            description = "The width of buckets, only of numbers: a number of `s`, `m`, `h`, `d` or `w`. They begin at "
                    + "midnight or whole multiples after it, weeks on Monday.",
            example = "5m")
    @Nullable
    String bucket;

    @QueryParam("aggregate")
    @Parameter(
            description = "What a bucket says of its values.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"avg", "min", "max", "sum", "count"},
                            defaultValue = "avg"))
    @Nullable
    String aggregate;

    @QueryParam("offset")
    @Parameter(description = "How much later buckets begin: `6h` for days from 6 to 6, or `-30m`.", example = "6h")
    @Nullable
    String offset;

    @QueryParam("zone")
    @Parameter(
            description =
                    "Whose midnight it is, for buckets of whole days: on two days a year they have 23 and 25 hours "
                            + "in most zones. UTC if it is missing.",
            example = "Europe/Berlin")
    @Nullable
    String zone;
}
