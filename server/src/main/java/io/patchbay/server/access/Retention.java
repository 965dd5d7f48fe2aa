package io.patchbay.server.access;

import io.patchbay.server.db.Db;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// How long an app's changes are kept and shown: as long as the operator says (`patchbay.change-log-days`,
/// `PATCHBAY_CHANGE_LOG_DAYS`, 90), or shorter if the app wants it so.
///
/// Any thread may call, virtual ones too. Failures of SQL come as Jdbi's `JdbiException`.
@Singleton
public final class Retention {
    private final Db db;
    private final InstantSource clock;
    private final int mostDays;

    public Retention(
            Db db,
            InstantSource clock,
            @ConfigProperty(name = "patchbay.change-log-days", defaultValue = "90") int mostDays) {
        this.db = db;
        this.clock = clock;
        this.mostDays = mostDays;
    }

    /// What the operator allows, and what an app has that asked for nothing else.
    public int mostDays() {
        return mostDays;
    }

    /// When the oldest change was received that the app sees.
    public Instant since(AppId app) {
        int days = db.read(handle -> handle.createQuery("select least(retention_days, :most) from app where id = :app")
                        .bind("most", mostDays)
                        .bind("app", app.value())
                        .mapTo(Integer.class)
                        .findOne())
                .orElse(mostDays);
        return clock.instant().minus(Duration.ofDays(days));
    }
}
