package io.patchbay.server.client;

import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/// Counts the clients of an app: it looks at each of their entries in one index.
@Singleton
final class CensusStore {
    private final Db db;

    CensusStore(Db db) {
        this.db = db;
    }

    /// By type; one without clients is left out.
    Map<String, Census.Counts> counts(AppId app) {
        return db.read(handle -> handle.createQuery("""
                        select type_id,
                            count(*) filter (where state = 'STARTED') as started,
                            count(*) filter (where state = 'STARTING') as starting,
                            count(*) filter (where state = 'PAUSED') as paused,
                            count(*) filter (where state = 'SUBJECT') as consent,
                            count(*) filter (where state = 'NOBODY') as retrying,
                            count(*) filter (where state = 'VENDOR') as vendor,
                            count(*) filter (where state = 'DEVELOPER') as developer,
                            count(*) filter (where state = 'AUTHOR') as author
                        from client where app_id = :app
                        group by type_id
                        """)
                .bind("app", app.value())
                .registerRowMapper(ConstructorMapper.factory(Census.Counts.class))
                .reduceRows(new HashMap<>(), (all, row) -> {
                    all.put(row.getColumn("type_id", String.class), row.getRow(Census.Counts.class));
                    return all;
                }));
    }
}
