package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.server.web.ApiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The end customers of apps, and the order in which resources are made for one and all of theirs is erased.
/// All in the caller's transaction.
///
/// Whoever makes a resource holds the customer's row to the end of the transaction. The mark of an erasure waits
/// for them, so that an erasure finds all that was made before it; who comes later sees the mark.
public final class Subjects {
    // in order, so that two who make resources for the same customers do not wait for each other in a circle
    private static final String INSERT = """
            insert into subject (app_id, id)
            select app_id, id from unnest(:apps, :names) as n (app_id, id) order by app_id, id
            on conflict do nothing
            returning app_id, id
            """;

    private static final String HOLD = """
            select s.app_id, s.id, s.erasing
            from unnest(:apps, :names) as n (app_id, id) join subject s using (app_id, id)
            order by s.app_id, s.id
            for share of s
            """;

    private static final String MARK = "update subject set erasing = true where app_id = :app and id = :id";

    private static final String FORGET = "delete from subject where app_id = :app and id = :id";

    private Subjects() {}

    private record Held(SubjectId id, boolean erasing) {}

    /// Remembers that the app has a resource of this end customer.
    ///
    /// @throws ApiException 409 while the end customer is being erased
    static void seen(Handle tx, AppId app, String subject) {
        if (!seen(tx, Set.of(new SubjectId(app, subject))).isEmpty()) {
            throw beingErased();
        }
    }

    /// Remembers that the apps have resources of these end customers.
    ///
    /// @return those that are being erased: nothing may be made for them
    static Set<SubjectId> seen(Handle tx, Set<SubjectId> subjects) {
        Set<SubjectId> unknown = new HashSet<>(subjects);
        Set<SubjectId> erasing = new HashSet<>();
        while (true) {
            ask(tx, INSERT, unknown).map((row, _) -> id(row)).list().forEach(unknown::remove);
            if (unknown.isEmpty()) {
                return erasing;
            }
            for (Held held : ask(tx, HOLD, unknown)
                    .map((row, _) -> new Held(id(row), row.getBoolean("erasing")))
                    .list()) {
                unknown.remove(held.id());
                if (held.erasing()) {
                    erasing.add(held.id());
                }
            }
            // who is still left: an erasure of theirs has just ended in between
        }
    }

    static ApiException beingErased() {
        return ApiException.conflict(
                "The subject is being erased; try again when the receipt of the erasure says DONE.");
    }

    private static Query ask(Handle tx, String statement, Set<SubjectId> subjects) {
        List<SubjectId> all = List.copyOf(subjects);
        return tx.createQuery(statement)
                .bind("apps", all.stream().map(s -> s.app().value()).toArray(UUID[]::new))
                .bind("names", all.stream().map(SubjectId::name).toArray(String[]::new));
    }

    private static SubjectId id(ResultSet row) throws SQLException {
        return new SubjectId(new AppId(row.getObject("app_id", UUID.class)), row.getString("id"));
    }

    /// From the commit on, nothing new is made for the end customer; what was being made is done.
    ///
    /// @return false if the app does not know the end customer
    public static boolean beginErasure(Handle tx, AppId app, String subject) {
        return Scalars.storable(subject)
                && tx.createUpdate(MARK)
                                .bind("app", app.value())
                                .bind("id", subject)
                                .execute()
                        == 1;
    }

    /// Ends an erasure: the name is gone, and may be used anew.
    public static void forget(Handle tx, AppId app, String subject) {
        tx.createUpdate(FORGET).bind("app", app.value()).bind("id", subject).execute();
    }
}
