package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.thing.Availability;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whose a thing is, and whether its values are kept up.
///
/// @param client the connector client that found it; null if the app made it
/// @param stale  whether nobody has confirmed its values for longer than expected; null if the app made it
record Whose(
        AppId app,
        String subject,
        @Nullable UUID client,
        Availability status,
        @Nullable Boolean stale) {

    /// @param row with columns of `thing`: `subject`, `client_id`, `status`
    static Whose of(AppId app, ResultSet row, Freshness freshness) throws SQLException {
        UUID client = row.getObject("client_id", UUID.class);
        Availability status = Availability.valueOf(row.getString("status"));
        return new Whose(app, row.getString("subject"), client, status, stale(client, status, freshness));
    }

    /// Whether `stale` is still so.
    boolean isNow(Freshness freshness) {
        return Objects.equals(stale, stale(client, status, freshness));
    }

    /// @param of the subject that is asked for, if it matters
    boolean belongsTo(AppId owner, Optional<String> of) {
        return app.equals(owner) && of.map(subject::equals).orElse(true);
    }

    private static @Nullable Boolean stale(@Nullable UUID client, Availability status, Freshness freshness) {
        return client == null
                ? null
                : status == Availability.UNAVAILABLE
                        || freshness.staleSince(client).isPresent();
    }
}
