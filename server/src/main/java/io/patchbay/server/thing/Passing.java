package io.patchbay.server.thing;

import java.sql.SQLException;
import java.sql.SQLTransientException;

/// Tells failures that lie in the moment from those that lie in what was asked.
final class Passing {
    private Passing() {}

    /// Lost or refused connections, deadlocks, a database that stops or is full
    /// (https://www.postgresql.org/docs/current/errcodes-appendix.html).
    static boolean is(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLTransientException) {
                return true;
            }
            if (t instanceof SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                return state.startsWith("08")
                        || state.startsWith("40")
                        || state.startsWith("53")
                        || state.startsWith("57P")
                        || state.startsWith("55P");
            }
        }
        return false;
    }
}
