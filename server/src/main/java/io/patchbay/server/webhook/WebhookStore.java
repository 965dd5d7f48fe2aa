package io.patchbay.server.webhook;

import io.patchbay.server.access.AppId;
import io.patchbay.server.db.Db;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// The webhooks of apps, as apps manage them.
@Singleton
final class WebhookStore {
    /// Why a webhook is disabled that its app wants to be so.
    static final String DISABLED_BY_APP = "The app disabled it.";

    private static final Duration OVERLAP = Duration.ofSeconds(30);

    private static final String INSERT = """
            insert into webhook (id, app_id, subject, url, secret, types, batch, position, created, changed)
            values (:id, :app, :subject, :url, :secret, :types, :batch, :position, :now, :now)
            """;

    // who changes a webhook wants it tried with the change, whatever went wrong before
    private static final String UPDATE = """
            update webhook
            set url = coalesce(:url, url),
                types = case when :retype then :types else types end,
                batch = coalesce(:batch, batch),
                enabled = coalesce(:enabled, enabled),
                disabled_reason = case :enabled when true then null when false then :reason else disabled_reason end,
                failures = 0, failing_since = null, next_attempt = null,
                version = version + 1, changed = :now
            where app_id = :app and id = :id
            """;

    private static final String ROTATE = """
            update webhook
            set former_secret = secret, former_until = :until, secret = :secret, version = version + 1, changed = :now
            where app_id = :app and id = :id
            """;

    private static final String REPLAY = """
            update webhook
            set position = :position, failures = 0, failing_since = null, next_attempt = null,
                version = version + 1, changed = :now
            where app_id = :app and id = :id
            """;

    private final Db db;
    private final InstantSource clock;

    WebhookStore(Db db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    /// What to change; null leaves it.
    ///
    /// @param url     sealed
    /// @param reason  if it is disabled
    record Change(
            byte @Nullable [] url,
            @Nullable List<String> types,
            @Nullable Integer batch,
            @Nullable Boolean enabled,
            String reason) {}

    static void insert(Handle tx, Webhook made) {
        tx.createUpdate(INSERT)
                .bind("id", made.id())
                .bind("app", made.app().value())
                .bind("subject", made.subject())
                .bind("url", made.sealed().url())
                .bind("secret", made.sealed().secret())
                .bindArray("types", String.class, made.types())
                .bind("batch", made.batch())
                .bind("position", made.position())
                .bind("now", made.created())
                .execute();
    }

    Optional<Webhook> find(AppId app, UUID id) {
        return db.read(
                handle -> WebhookRow.map(handle.createQuery(WebhookRow.SELECT + "where app_id = :app and id = :id")
                                .bind("app", app.value())
                                .bind("id", id))
                        .findOne());
    }

    /// @param after the last id of the page before, or null
    List<Webhook> page(AppId app, @Nullable UUID after, int limit) {
        return db.read(handle -> WebhookRow.map(handle.createQuery(WebhookRow.SELECT + """
                        where app_id = :app and (cast(:after as uuid) is null or id > cast(:after as uuid))
                        order by id limit :limit
                        """)
                        .bind("app", app.value())
                        .bind("after", after)
                        .bind("limit", limit))
                .list());
    }

    /// Disabled by the service, or failing; the latest trouble first.
    List<Webhook> troubledAcrossApps(Collection<AppId> apps, int limit) {
        return db.read(handle -> WebhookRow.map(handle.createQuery(WebhookRow.SELECT + """
                        where app_id = any(:apps)
                            and ((not enabled and disabled_reason <> :asked) or (enabled and failures > 0))
                        order by changed desc, id limit :limit
                        """)
                        .bindArray(
                                "apps",
                                UUID.class,
                                apps.stream().map(AppId::value).toList())
                        .bind("asked", DISABLED_BY_APP)
                        .bind("limit", limit))
                .list());
    }

    boolean update(AppId app, UUID id, Change change) {
        List<String> types = change.types();
        return db.write(tx -> tx.createUpdate(UPDATE)
                        .bind("app", app.value())
                        .bind("id", id)
                        .bind("url", change.url())
                        .bind("retype", types != null)
                        .bindArray("types", String.class, types == null ? List.of() : types)
                        .bind("batch", change.batch())
                        .bind("enabled", change.enabled())
                        .bind("reason", change.reason())
                        .bind("now", clock.instant())
                        .execute()
                == 1);
    }

    /// @param secret sealed
    /// @param until  when the present one ends
    boolean rotate(AppId app, UUID id, byte[] secret, Instant until) {
        return db.write(tx -> tx.createUpdate(ROTATE)
                        .bind("app", app.value())
                        .bind("id", id)
                        .bind("secret", secret)
                        .bind("until", until)
                        .bind("now", clock.instant())
                        .execute()
                == 1);
    }

    /// @param position after which it goes on
    boolean replay(AppId app, UUID id, long position) {
        return db.write(tx -> tx.createUpdate(REPLAY)
                        .bind("app", app.value())
                        .bind("id", id)
                        .bind("position", position)
                        .bind("now", clock.instant())
                        .execute()
                == 1);
    }

    boolean delete(AppId app, UUID id) {
        return db.write(tx -> tx.execute("delete from webhook where app_id = ? and id = ?", app.value(), id) == 1);
    }

    /// What was set up for an end customer, and what receivers said that may be about them.
    static void forget(Handle tx, AppId app, String subject) {
        tx.execute("delete from webhook where app_id = ? and subject = ?", app.value(), subject);
        tx.execute("""
                update webhook_delivery d set excerpt = null
                from webhook w
                where w.id = d.webhook_id and w.app_id = ? and w.subject is null and d.excerpt is not null
                """, app.value());
    }

    Optional<Webhook> findAcrossApps(UUID id) {
        return db.read(handle -> WebhookRow.map(
                        handle.createQuery(WebhookRow.SELECT + "where id = :id").bind("id", id))
                .findOne());
    }

    /// The enabled ones that were made or changed lately.
    ///
    /// @param since if empty, all; a little more is looked at, for transactions that took long
    List<Webhook> enabledAcrossApps(Optional<Instant> since) {
        return db.read(handle -> {
            Query query = handle.createQuery(
                    WebhookRow.SELECT + "where enabled" + (since.isPresent() ? " and changed > :since" : ""));
            since.ifPresent(time -> query.bind("since", time.minus(OVERLAP)));
            return WebhookRow.map(query).list();
        });
    }
}
