package io.patchbay.server.thing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What the change log says of one end customer's things, those that are gone included. The log has no index by
/// thing, since that would burden every write; it is read span by span of its positions instead.
@Singleton
public final class SubjectChanges {
    // ADDED and REMOVED carry the subject, and have an index by it; one of them is there for every thing of the log
    // but those that have been there for longer than the log keeps
    private static final String NAMED =
            "select thing_id from change_log where app_id = :app and value = :subject and kind in ('ADDED', 'REMOVED')";

    private static final String SPAN = "position > :after and position <= :to and app_id = :app";

    private static final String BOUNDS =
            "select coalesce(min(position) - 1, 0) as below, coalesce(max(position), 0) as newest from change_log";

    private static final String PAGE = """
            select position, kind, thing_id, component_id, property_id, value, at, received from change_log
            where \
            """ + SPAN
            + " and thing_id in (select id from thing where app_id = :app and subject = :subject union " + NAMED
            + ") order by position limit :limit";

    private static final String ERASE =
            "delete from change_log where " + SPAN + " and kind in ('VALUE', 'STATUS') and thing_id in (" + NAMED + ")";

    private static final String ERASE_NAMED =
            "delete from change_log where app_id = :app and value = :subject and kind in ('ADDED', 'REMOVED')";

    private final Db db;

    SubjectChanges(Db db) {
        this.db = db;
    }

    /// All positions of the log are above `below` and at most `newest`.
    public record Bounds(long below, long newest) {}

    /// A row of the log.
    ///
    /// @param kind  VALUE, STATUS, ADDED or REMOVED
    /// @param value of the property, the thing's status, or the subject
    @Schema(name = "StoredChange")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Stored(
            long position,
            String kind,
            UUID thingId,
            @Nullable String componentId,
            @Nullable String propertyId,
            @Nullable String value,
            Instant at,
            Instant received) {
        private static Stored of(ResultSet row) throws SQLException {
            return new Stored(
                    row.getLong("position"),
                    row.getString("kind"),
                    row.getObject("thing_id", UUID.class),
                    row.getString("component_id"),
                    row.getString("property_id"),
                    row.getString("value"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getObject("received", OffsetDateTime.class).toInstant());
        }
    }

    public Bounds bounds() {
        return db.read(h -> h.createQuery(BOUNDS)
                .map((row, _) -> new Bounds(row.getLong("below"), row.getLong("newest")))
                .one());
    }

    /// Changes of an end customer's things in a span of positions, in order.
    ///
    /// @param after the position below the span
    /// @param to    the last position of the span
    /// @param limit of rows
    public List<Stored> page(AppId app, String subject, long after, long to, int limit) {
        return db.read(h -> h.createQuery(PAGE)
                .bind("app", app.value())
                .bind("subject", subject)
                .bind("after", after)
                .bind("to", to)
                .bind("limit", limit)
                .map((row, _) -> Stored.of(row))
                .list());
    }

    /// Erases values and statuses of an end customer's former things from a span of positions. Their names
    /// remain, for they lead to the rest.
    public static void erase(Handle tx, AppId app, String subject, long after, long to) {
        tx.createUpdate(ERASE)
                .bind("app", app.value())
                .bind("subject", subject)
                .bind("after", after)
                .bind("to", to)
                .execute();
    }

    /// Erases the rest: that there were things of this end customer.
    public static void eraseNamed(Handle tx, AppId app, String subject) {
        tx.createUpdate(ERASE_NAMED)
                .bind("app", app.value())
                .bind("subject", subject)
                .execute();
    }
}
