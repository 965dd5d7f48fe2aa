package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The door through which other rooms append to the change log how clients and requests of actions fare. It is done
/// in the transaction that changes them, and after their rows are locked: then the order of positions is the order
/// of what happened to each of them.
public final class StatusLog {
    // names the log itself, not a partition: that lock is what Horizon looks for
    private static final String APPEND = """
            insert into change_log (app_id, kind, about, subject, value, at, received)
            select app_id, cast(:kind as smallint), about, subject, value, least(at, now()), now()
            from unnest(:apps, :abouts, :subjects, :values, cast(:ats as timestamptz[])) with ordinality
                as r (app_id, about, subject, value, at, place)
            order by place
            """;

    private StatusLog() {}

    /// What is so now.
    ///
    /// @param about   the client or the request
    /// @param subject the end customer it belongs to
    /// @param value   JSON that says it
    /// @param at      since when; null for now
    public record News(
            AppId app,
            UUID about,
            String subject,
            String value,
            @Nullable Instant at) {}

    /// The order of the list becomes the order of positions.
    public static void clients(Handle tx, List<News> news) {
        append(tx, Kind.CLIENT, news);
    }

    /// The order of the list becomes the order of positions.
    public static void actions(Handle tx, List<News> news) {
        append(tx, Kind.ACTION, news);
    }

    private static void append(Handle tx, Kind kind, List<News> news) {
        if (news.isEmpty()) {
            return;
        }
        tx.createUpdate(APPEND)
                .bind("kind", (int) kind.code())
                .bind("apps", news.stream().map(n -> n.app().value()).toArray(UUID[]::new))
                .bind("abouts", news.stream().map(News::about).toArray(UUID[]::new))
                .bind("subjects", texts(news, News::subject))
                .bind("values", texts(news, News::value))
                .bind("ats", texts(news, n -> n.at() == null ? null : n.at().toString()))
                .execute();
    }

    private static String[] texts(List<News> news, Function<News, @Nullable String> column) {
        return news.stream().map(column).toArray(String[]::new);
    }
}
