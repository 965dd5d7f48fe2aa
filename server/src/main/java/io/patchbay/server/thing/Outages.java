package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// When nobody knew how a thing was: its client did not work or was paused, or the vendor could not reach the thing.
/// The
/// log keeps a value only when it changes, so without this nobody could tell a steady value from an unknown one.
@Singleton
public final class Outages {
    private static final int MOST = 2000;

    // of each of the two, what was so at the beginning, and what came after it
    private static final String STATUSES = """
            with concerned (about) as (
                select id from thing where id = :thing and app_id = :app
                union all
                select client_id from thing where id = :thing and app_id = :app and client_id is not null)
            select c.about, l.at, l.good
            from concerned c cross join lateral (
                (select at, position, %1$s as good from change_log
                 where about = c.about and app_id = :app and kind in (2, 6) and at < :from
                 order by at desc, position desc limit 1)
                union all
                (select at, position, %1$s from change_log
                 where about = c.about and app_id = :app and kind in (2, 6) and at >= :from and at < :to
                 order by at, position limit :most)) l
            order by l.at, l.position
            """.formatted("""
            case kind when 2 then value = 'AVAILABLE'
                      else value::jsonb ->> 'status' = 'STARTED' and value::jsonb ->> 'paused' is distinct from 'true' end\
            """);

    private final Db db;

    Outages(Db db) {
        this.db = db;
    }

    /// @param to not in it any more; the end of what was asked for if it lasts
    public record Outage(Instant from, Instant to) {}

    private record Status(UUID about, Instant at, boolean good) {
        static Status of(ResultSet row) throws SQLException {
            return new Status(
                    row.getObject("about", UUID.class),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getBoolean("good"));
        }
    }

    /// Those of a thing in a span of time, in order and apart from each other; the 2,000 first changes of status count.
    public List<Outage> of(AppId app, UUID thing, Instant from, Instant to) {
        List<Status> statuses = db.read(handle -> handle.createQuery(STATUSES)
                .bind("app", app.value())
                .bind("thing", thing)
                .bind("from", from)
                .bind("to", to)
                .bind("most", MOST)
                .map((row, _) -> Status.of(row))
                .list());
        return outages(statuses, from, to);
    }

    private static List<Outage> outages(List<Status> statuses, Instant from, Instant to) {
        List<Outage> outages = new ArrayList<>();
        Set<UUID> bad = new HashSet<>();
        @Nullable Instant since = null;
        for (Status status : statuses) {
            Instant at = status.at().isBefore(from) ? from : status.at();
            if (status.good()) {
                bad.remove(status.about());
            } else {
                bad.add(status.about());
            }
            if (since == null && !bad.isEmpty()) {
                since = at;
            } else if (since != null && bad.isEmpty()) {
                add(outages, since, at);
                since = null;
            }
        }
        if (since != null) {
            add(outages, since, to);
        }
        return outages;
    }

    private static void add(List<Outage> outages, Instant from, Instant to) {
        if (from.isBefore(to)) {
            outages.add(new Outage(from, to));
        }
    }
}
