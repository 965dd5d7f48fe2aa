package io.patchbay.server.web;

import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which part of a list a caller wants; a `@BeanParam` of every list. A list is ordered by its cursor, so a
/// page never repeats or skips what was there all the time.
public final class Page {
    static final int MOST = 1000;
    static final int PRESET = 100;

    @QueryParam("limit")
    @Nullable
    String limit;

    @QueryParam("cursor")
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

    /// The cursor of a list that is ordered by a UUID.
    ///
    /// @throws ApiException 400 if it is none
    public @Nullable UUID after() {
        try {
            return cursor == null ? null : UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("cursor must be one that a Link header of this list gave.");
        }
    }
}
