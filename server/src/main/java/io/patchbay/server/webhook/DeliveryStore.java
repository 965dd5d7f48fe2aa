package io.patchbay.server.webhook;

import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/// What was sent and what came of it, and how far a webhook has come by it.
@Singleton
final class DeliveryStore {
    /// Of a webhook.
    static final int MOST = 1_000;

    private static final String ADVANCE = """
            update webhook
            set position = :position, failures = :failures, failing_since = :since, next_attempt = :next,
                enabled = cast(:disabled as text) is null, disabled_reason = cast(:disabled as text)
            where id = :id and version = :version and enabled
            """;

    private static final String PASS = """
            update webhook w set position = n.position
            from unnest(:ids, :versions, :positions) as n (id, version, position)
            where w.id = n.id and w.version = n.version and w.position < n.position and w.failures = 0
            """;

    private static final String LOG = """
            insert into webhook_delivery as d (webhook_id, message, first_position, last_position, events, delivered,
                attempts, response_status, excerpt, error, first_attempt, last_attempt)
            values (:webhook, :message, :first, :last, :events, :delivered, 1, :status, :excerpt, :error, :at, :at)
            on conflict (webhook_id, message) do update
            set delivered = excluded.delivered, attempts = d.attempts + 1, response_status = excluded.response_status,
                excerpt = excluded.excerpt, error = excluded.error, last_attempt = excluded.last_attempt
            """;

    private static final String PRUNE = """
            delete from webhook_delivery
            where webhook_id = :webhook and number <= (
                select number from webhook_delivery where webhook_id = :webhook
                order by number desc offset :most limit 1)
            """;

    private static final String PAGE = """
            select number, message, first_position, last_position, events, delivered, attempts, response_status, excerpt,
                   error, first_attempt, last_attempt
            from webhook_delivery
            where webhook_id = :webhook and (cast(:before as bigint) is null or number < :before)
            order by number desc limit :limit
            """;

    private static final String LATEST = """
            select d.webhook_id, d.number, d.message, d.first_position, d.last_position, d.events, d.delivered, d.attempts,
                   d.response_status, d.excerpt, d.error, d.first_attempt, d.last_attempt
            from webhook w
            cross join lateral (
                select * from webhook_delivery
                where webhook_id = w.id
                order by last_attempt desc, number desc limit 1) d
            where w.app_id = :app and w.id = any(:webhooks)
            """;

    private final Db db;

    DeliveryStore(Db db) {
        this.db = db;
    }

    /// How far a webhook has come.
    ///
    /// @param position of the last event that needs no delivery any more
    /// @param disabled why it takes no more; null if it does
    record Progress(
            Webhook of,
            long position,
            Webhook.Trouble trouble,
            @Nullable String disabled) {}

    /// A message as the list shows it.
    record Delivery(
            long number,
            String message,
            long first,
            long last,
            int events,
            boolean delivered,
            int attempts,
            @Nullable Integer status,
            @Nullable String excerpt,
            @Nullable String error,
            Instant firstAttempt,
            Instant lastAttempt) {}

    /// Not waited for until it is on the disk: what a crash loses here is delivered again.
    ///
    /// @return false if the webhook was changed, disabled or deleted meanwhile; then nothing is written
    boolean advanceAcrossApps(Progress progress, List<Attempt> attempts) {
        return db.write(tx -> {
            tx.execute("set local synchronous_commit = off");
            int updated = tx.createUpdate(ADVANCE)
                    .bind("id", progress.of().id())
                    .bind("version", progress.of().version())
                    .bind("position", progress.position())
                    .bind("failures", progress.trouble().failures())
                    .bind("since", progress.trouble().since())
                    .bind("next", progress.trouble().nextAttempt())
                    .bind("disabled", progress.disabled())
                    .execute();
            if (updated == 1) {
                log(tx, progress.of().id(), attempts);
            }
            return updated == 1;
        });
    }

    /// Logs one that moves nothing.
    void logAcrossApps(UUID webhook, Attempt attempt) {
        db.run(tx -> log(tx, webhook, List.of(attempt)));
    }

    private static void log(Handle tx, UUID webhook, List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = tx.prepareBatch(LOG)) {
            for (Attempt attempt : attempts) {
                Message message = attempt.message();
                batch.bind("webhook", webhook)
                        .bind("message", message.id())
                        .bind("first", message.first())
                        .bind("last", message.last())
                        .bind("events", message.events())
                        .bind("delivered", attempt.delivered())
                        .bind("status", attempt.status())
                        .bind("excerpt", attempt.excerpt())
                        .bind("error", attempt.error())
                        .bind("at", attempt.at())
                        .add();
            }
            batch.execute();
        }
    }

    /// Moves webhooks on for which there was nothing to deliver.
    void passAcrossApps(List<Subscription.Passed> passed) {
        db.run(tx -> tx.createUpdate(PASS)
                .bindArray(
                        "ids",
                        UUID.class,
                        passed.stream().map(Subscription.Passed::id).toList())
                .bindArray(
                        "versions",
                        Long.class,
                        passed.stream().map(Subscription.Passed::version).toList())
                .bindArray(
                        "positions",
                        Long.class,
                        passed.stream().map(Subscription.Passed::position).toList())
                .execute());
    }

    /// Leaves the newest of a webhook.
    void pruneAcrossApps(UUID webhook) {
        db.run(tx -> tx.createUpdate(PRUNE)
                .bind("webhook", webhook)
                .bind("most", MOST)
                .execute());
    }

    void dropAcrossApps(Instant before) {
        db.run(tx -> tx.execute("delete from webhook_delivery where last_attempt < ?", before));
    }

    /// The newest first.
    ///
    /// @param of     a webhook of the caller's
    /// @param before the number of the last one on the page before, or null
    List<Delivery> page(Webhook of, @Nullable Long before, int limit) {
        return db.read(handle -> handle.createQuery(PAGE)
                .bind("webhook", of.id())
                .bind("before", before)
                .bind("limit", limit)
                .map((row, _) -> delivery(row))
                .list());
    }

    record Latest(UUID webhook, Delivery delivery) {}

    /// The last one of each of the app's webhooks that are asked for, as far as there is one.
    List<Latest> latest(AppId app, List<UUID> webhooks) {
        return db.read(handle -> handle.createQuery(LATEST)
                .bind("app", app.value())
                .bindArray("webhooks", UUID.class, webhooks)
                .map((row, _) -> new Latest(row.getObject("webhook_id", UUID.class), delivery(row)))
                .list());
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        int status = row.getInt("response_status");
        boolean answered = !row.wasNull();
        return new Delivery(
                row.getLong("number"),
                row.getString("message"),
                row.getLong("first_position"),
                row.getLong("last_position"),
                row.getInt("events"),
                row.getBoolean("delivered"),
                row.getInt("attempts"),
                answered ? Integer.valueOf(status) : null,
                row.getString("excerpt"),
                row.getString("error"),
                Objects.requireNonNull(WebhookRow.time(row, "first_attempt")),
                Objects.requireNonNull(WebhookRow.time(row, "last_attempt")));
    }
}
