package io.patchbay.server.thing;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Deletes things.
final class Removal {
    // in the order in which values are written, so that the two never wait for each other in a circle
    private static final String LOCK = """
            select from property where thing_id = any(:things)
            order by thing_id, component_id, id for update
            """;

    private static final String END_SERIES =
            "update series set ended = :now where thing_id = any(:things) and ended is null";

    private static final String DELETE = "delete from thing where id = any(:things)";

    private Removal() {}

    /// Deletes them with their components and properties.
    ///
    /// @return how many there were
    static int of(Handle tx, Collection<UUID> things, Instant now) {
        UUID[] ids = things.toArray(UUID[]::new);
        tx.createQuery(LOCK).bind("things", ids).map((_, _) -> true).list();
        tx.createUpdate(END_SERIES).bind("things", ids).bind("now", now).execute();
        return tx.createUpdate(DELETE).bind("things", ids).execute();
    }
}
