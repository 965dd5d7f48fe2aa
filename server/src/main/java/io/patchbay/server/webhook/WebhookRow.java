package io.patchbay.server.webhook;

import io.patchbay.server.access.AppId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// A webhook's row.
final class WebhookRow {
    static final String SELECT = """
            select id, app_id, subject, url, secret, former_secret, former_until, types, batch, enabled, disabled_reason,
                   position, version, failures, failing_since, next_attempt, created
            from webhook
            """;

    private WebhookRow() {}

    static ResultIterable<Webhook> map(Query query) {
        return query.map((row, _) -> webhook(row));
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        return new Webhook(
                row.getObject("id", UUID.class),
                new AppId(row.getObject("app_id", UUID.class)),
                row.getString("subject"),
                new Webhook.Sealed(
                        row.getBytes("url"),
                        row.getBytes("secret"),
                        row.getBytes("former_secret"),
                        time(row, "former_until")),
                List.of((String[]) row.getArray("types").getArray()),
                row.getInt("batch"),
                row.getBoolean("enabled"),
                row.getString("disabled_reason"),
                row.getLong("position"),
                row.getLong("version"),
                new Webhook.Trouble(row.getInt("failures"), time(row, "failing_since"), time(row, "next_attempt")),
                row.getObject("created", OffsetDateTime.class).toInstant());
    }

    static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
