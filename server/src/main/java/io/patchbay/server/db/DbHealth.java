package io.patchbay.server.db;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jdbi.v3.core.JdbiException;

/// Ready means that the database answers.
@Readiness
@Singleton
final class DbHealth implements HealthCheck {
    private final Db db;

    @Inject
    DbHealth(Db db) {
        this.db = db;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            db.read(handle -> handle.select("select 1").mapTo(Integer.class).one());
            return HealthCheckResponse.up("database");
        } catch (JdbiException e) {
            return HealthCheckResponse.down("database");
        }
    }
}
