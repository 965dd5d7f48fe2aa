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

/// What the change log says of one end customer, things that are gone included. The log has no index by subject, since
/// that would burden every write; what it says of the app is read span by span of its positions instead.
@Singleton
public final class SubjectChanges {
    private static final String OF_SUBJECT = """
            l.position > :after and l.position <= :to and l.app_id = :app
                and (l.subject = :subject or l.series in (select id from series where app_id = :app and subject = :subject))
            """;

    private static final String BOUNDS = """
            select coalesce((select position - 1 from change_log where app_id = :app order by position limit 1), 0) as below,
                   (select last_value from change_position) as newest
            """;

    private static final String PAGE = """
            select l.position, l.kind, coalesce(l.about, s.thing_id) as about, s.component_id, s.property_id, l.value,
                   l.at, l.received
            from change_log l left join series s on s.id = l.series
            where \
            """ + OF_SUBJECT + " order by l.position limit :limit";

    private static final String ERASE = "delete from change_log l where " + OF_SUBJECT;

    private static final String FORGET = "delete from series where app_id = :app and subject = :subject";

    private final Db db;

    SubjectChanges(Db db) {
        this.db = db;
    }

    /// All positions of the app that are visible now are above `below` and at most `newest`.
    public record Bounds(long below, long newest) {}

    /// A row of the log.
    ///
    /// @param thingId the thing; the client or the request of an action for those kinds
    /// @param value   of the property, or the thing's status
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
                    Kind.of(row.getShort("kind")).name(),
                    row.getObject("about", UUID.class),
                    row.getString("component_id"),
                    row.getString("property_id"),
                    row.getString("value"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getObject("received", OffsetDateTime.class).toInstant());
        }
    }

    public Bounds bounds(AppId app) {
        return db.read(h -> h.createQuery(BOUNDS)
                .bind("app", app.value())
                .map((row, _) -> new Bounds(row.getLong("below"), row.getLong("newest")))
                .one());
    }

    /// Changes of an end customer in a span of positions, in order.
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

    /// Erases an end customer's changes from a span of positions.
    public static void erase(Handle tx, AppId app, String subject, long after, long to) {
        tx.createUpdate(ERASE)
                .bind("app", app.value())
                .bind("subject", subject)
                .bind("after", after)
                .bind("to", to)
                .execute();
    }

    /// Erases what properties this end customer's things had; their values must have been erased before.
    public static void forget(Handle tx, AppId app, String subject) {
        tx.createUpdate(FORGET)
                .bind("app", app.value())
                .bind("subject", subject)
                .execute();
    }
}
