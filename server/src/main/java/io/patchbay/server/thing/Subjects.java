package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.server.web.ApiException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The end customers of apps, and the order in which resources are made for one and all of theirs is erased.
/// All in the caller's transaction.
///
/// Whoever makes a resource holds the customer's row to the end of the transaction. The mark of an erasure waits
/// for them, so that an erasure finds all that was made before it; who comes later sees the mark.
public final class Subjects {
    private static final String INSERT = "insert into subject (app_id, id) values (:app, :id) on conflict do nothing";

    private static final String HOLD = "select erasing from subject where app_id = :app and id = :id for share";

    private static final String MARK = "update subject set erasing = true where app_id = :app and id = :id";

    private static final String FORGET = "delete from subject where app_id = :app and id = :id";

    private Subjects() {}

    /// Remembers that the app has a resource of this end customer.
    ///
    /// @throws ApiException 409 while the end customer is being erased
    static void seen(Handle tx, AppId app, String subject) {
        Optional<Boolean> erasing;
        do {
            tx.createUpdate(INSERT).bind("app", app.value()).bind("id", subject).execute();
            erasing = tx.createQuery(HOLD)
                    .bind("app", app.value())
                    .bind("id", subject)
                    .mapTo(Boolean.class)
                    .findOne();
        } while (erasing.isEmpty()); // an erasure has just ended in between
        if (erasing.get()) {
            throw ApiException.conflict(
                    "The subject is being erased; try again when the receipt of the erasure says DONE.");
        }
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
