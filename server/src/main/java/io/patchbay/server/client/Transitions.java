package io.patchbay.server.client;

import io.patchbay.server.access.AppId;
import io.patchbay.server.thing.StatusLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Clients as they are before a transaction changes them, so that it can log what changed: one row when a client
/// breaks and one when it recovers, none when only the cause of an error is another one.
final class Transitions {
    private static final String STATES = """
            select id, app_id, subject, status, paused, linked, since,
                   json_build_object('connector', type_id, 'status', status, 'paused', paused, 'linked', linked,
                                     'whoMustAct', lower(who), 'cause', cause)::text as present,
                   json_build_object('connector', type_id, 'status', 'DELETED', 'paused', paused, 'linked', linked)::text
                       as gone
            from client where id = any(:ids) order by id
            """;

    /// For transactions that change rows.
    static final String CHANGE = " for no key update";
    /// For transactions that remove rows.
    static final String REMOVE = " for update";

    private final Map<UUID, State> before;

    private Transitions(Map<UUID, State> before) {
        this.before = before;
    }

    private record State(
            UUID id,
            AppId app,
            String subject,
            String status,
            boolean paused,
            boolean linked,
            Instant since,
            String present,
            String gone) {
        static State of(ResultSet row) throws SQLException {
            return new State(
                    row.getObject("id", UUID.class),
                    new AppId(row.getObject("app_id", UUID.class)),
                    row.getString("subject"),
                    row.getString("status"),
                    row.getBoolean("paused"),
                    row.getBoolean("linked"),
                    row.getObject("since", OffsetDateTime.class).toInstant(),
                    row.getString("present"),
                    row.getString("gone"));
        }

        boolean differs(State other) {
            return !status.equals(other.status) || paused != other.paused || linked != other.linked;
        }

        StatusLog.News news(@Nullable State former) {
            Instant at = former == null || !former.status.equals(status) ? since : null;
            return new StatusLog.News(app, id, subject, present, at);
        }
    }

    /// Of clients that do not exist yet.
    static Transitions none() {
        return new Transitions(Map.of());
    }

    /// Locks them, in the order of their ids, so that nobody waits for us in a circle.
    ///
    /// @param lock CHANGE or REMOVE
    static Transitions of(Handle tx, Collection<UUID> ids, String lock) {
        return new Transitions(states(tx, ids, lock));
    }

    private static Map<UUID, State> states(Handle tx, Collection<UUID> ids, String lock) {
        return tx
                .createQuery(STATES + lock)
                .bind("ids", ids.toArray(UUID[]::new))
                .map((row, _) -> State.of(row))
                .stream()
                .collect(Collectors.toMap(State::id, state -> state, (a, _) -> a, TreeMap::new));
    }

    /// After the change: logs what became of these clients.
    void log(Handle tx, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return;
        }
        Map<UUID, State> after = states(tx, ids, "");
        List<StatusLog.News> news = new ArrayList<>();
        after.forEach((id, now) -> {
            State former = before.get(id);
            if (former == null || now.differs(former)) {
                news.add(now.news(former));
            }
        });
        before.forEach((id, former) -> {
            if (ids.contains(id) && !after.containsKey(id)) {
                news.add(new StatusLog.News(former.app(), id, former.subject(), former.gone(), null));
            }
        });
        StatusLog.clients(tx, news);
    }
}
