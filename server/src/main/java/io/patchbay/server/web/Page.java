package io.patchbay.server.web;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// Which part of a list a caller wants; a `@BeanParam` of every list. A list is ordered by its cursor, so a page never
/// repeats or skips what was there all the time.
public final class Page {
    static final int MOST = 1000;
    static final int PRESET = 100;

    @QueryParam("limit")
    @Parameter(
            description = "How many at most.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "100"))
    @Nullable
    String limit;

    @QueryParam("cursor")
    @Parameter(description = "Where to go on, from the `Link` header of the page before.")
    @Nullable
    String cursor;

    /// How many, 1 to 1000; 100 if the caller does not say.
    ///
    /// @throws ApiException 400 if it is no such number
    public int limit() {
        String given = limit;
        if (given == null) {
            return PRESET;
        }
        try {
            int number = Integer.parseInt(given);
            if (number >= 1 && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw ApiException.badRequest("limit must be a whole number from 1 to " + MOST + ".");
    }

    /// What the `cursor` of the last page's `next` link was; null for the first page.
    public @Nullable String cursor() {
        return cursor;
    }
}
