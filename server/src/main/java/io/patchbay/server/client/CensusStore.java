package io.patchbay.server.client;

import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/// Counts the clients of an app.
@Singleton
final class CensusStore {
    private final Db db;

    CensusStore(Db db) {
        this.db = db;
    }

    Census.Counts counts(AppId app) {
        return db.read(handle -> handle.createQuery("""
                        select
                            count(*) filter (where state = 'STARTED') as started,
                            count(*) filter (where state = 'STARTING') as starting,
                            count(*) filter (where state = 'PAUSED') as paused,
                            count(*) filter (where state = 'SUBJECT') as consent,
                            count(*) filter (where state = 'NOBODY') as retrying,
                            count(*) filter (where state = 'VENDOR') as vendor,
                            count(*) filter (where state = 'DEVELOPER') as developer,
                            count(*) filter (where state = 'AUTHOR') as author
                        from (
                            select case
                                when paused then 'PAUSED'
                                when not linked then 'SUBJECT'
                                when status = 'ERROR' then coalesce(who, 'NOBODY')
                                else status end as state
                            from client where app_id = :app
                        ) c
                        """)
                .bind("app", app.value())
                .map(ConstructorMapper.of(Census.Counts.class))
                .one());
    }
}
