package io.patchbay.server.client;

import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads pages of an app's clients.
@Singleton
final class ClientListStore {
    static final int PAGE = 50;
    static final int MOST_COUNTED = 1000;

    private static final String FITS = """
            app_id = :app
                and (subject collate "C", type_id collate "C") > (:afterSubject, :afterType)
                and (cast(:type as text) is null or type_id = :type)
            """;

    // the first of each state by its part of the index, and then the first of these
    private static final String FIND = """
            select * from (
                select c.* from unnest(:states) s (state) cross join lateral (
                    select id, subject, type_id, state, cause, since from client
                    where state = s.state and subject collate "C" >= :prefix and subject collate "C" < :beyond and
            """ + FITS + """
                    order by subject collate "C", type_id collate "C" limit
            """ + (PAGE + 1) + """
                 ) c
                union
                select id, subject, type_id, state, cause, since from client
                where id between :firstId and :lastId and state = any(:states) and
            """ + FITS + """
            ) found
            order by subject collate "C", type_id collate "C" limit
            """ + (PAGE + 1);

    private static final String COUNT = """
            select s.state, (select count(*) from (
                select from client where app_id = :app and state = s.state limit
            """ + MOST_COUNTED + """
            ) c) as count
            from unnest(:states) s (state)
            """;

    /// Greater than whatever may follow a prefix.
    private static final String BEYOND = Character.toString(Character.MAX_CODE_POINT);

    private final Db db;

    ClientListStore(Db db) {
        this.db = db;
    }

    /// A client without what only the engine knows.
    record Row(
            ClientId id,
            String subject,
            String typeId,
            State state,
            @Nullable String cause,
            Instant since) {
        private static Row of(ResultSet row) throws SQLException {
            return new Row(
                    new ClientId(row.getObject("id", UUID.class)),
                    row.getString("subject"),
                    row.getString("type_id"),
                    State.valueOf(row.getString("state")),
                    row.getString("cause"),
                    row.getObject("since", OffsetDateTime.class).toInstant());
        }

        AppClient client(Live live) {
            return new AppClient(id, subject, typeId, state, Optional.ofNullable(cause), since, live);
        }
    }

    /// A page, and one more if there are more.
    List<Row> page(AppId app, ClientSearch search) {
        ClientSearch.Place after = search.after().orElse(ClientSearch.Place.FIRST);
        return db.read(handle -> handle.createQuery(FIND)
                .bind("app", app.value())
                .bindArray("states", String.class, names(search.states()))
                .bind("prefix", search.text())
                .bind("beyond", search.text() + BEYOND)
                .bind("firstId", search.firstId())
                .bind("lastId", search.lastId())
                .bind("afterSubject", after.subject())
                .bind("afterType", after.type())
                .bind("type", search.type().orElse(null))
                .map((row, _) -> Row.of(row))
                .list());
    }

    Map<State, Integer> counts(AppId app) {
        Map<State, Integer> counts = new EnumMap<>(State.class);
        db.read(handle -> handle.createQuery(COUNT)
                .bind("app", app.value())
                .bindArray("states", String.class, names(Arrays.asList(State.values())))
                .map((row, _) -> counts.put(State.valueOf(row.getString("state")), row.getInt("count")))
                .list());
        return counts;
    }

    private static List<String> names(Collection<State> states) {
        return states.stream().map(Enum::name).toList();
    }
}
