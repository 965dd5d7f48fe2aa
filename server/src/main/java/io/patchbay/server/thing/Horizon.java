package io.patchbay.server.thing;

import io.patchbay.server.db.Db;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Finds out up to which position the change log is settled: whatever is there up to it can be seen, and nothing will
/// ever come in between.
///
/// Whoever appends locks the log, as every `insert` does, before it draws its positions, and holds the lock to the end
/// of
/// its transaction; and a commit can be seen before its locks are let go. So all positions up to the last one that was
/// drawn are settled as soon as everybody who held the lock *after* that was read has let go of it. This needs
/// nobody's help, holds across nodes, and does not wait for transactions that have nothing to do with the log.
///
/// The answer is the position of a row, which is on the disk. Positions of transactions that were rolled back need not
/// be: a database that crashes right then draws them again.
@Singleton
final class Horizon {
    private static final String DRAWN = "select last_value from change_position where is_called";

    private static final String HOLDERS = """
            select virtualtransaction from pg_locks
            where locktype = 'relation' and relation = 'change_log'::regclass and mode = 'RowExclusiveLock' and granted
                and database = (select oid from pg_database where datname = current_database())
            """;

    private static final String NEWEST = """
            select position from change_log
            where position > :after and position <= :upTo
            order by position desc limit 1
            """;

    /// More would only tell more exactly how far the log is settled while one transaction takes long.
    private static final int MOST_PENDING = 16;

    private final Db db;
    private final ArrayDeque<Candidate> pending = new ArrayDeque<>();
    private long looked;
    private long settled;

    Horizon(Db db) {
        this.db = db;
    }

    /// A position that is settled once these transactions are over.
    private record Candidate(long position, Set<String> holders) {}

    /// Looks once, without waiting for anybody.
    ///
    /// @return the highest position that is known to be settled; never less than before
    synchronized long look() {
        return db.read(handle -> {
            // in this order: who draws later than this is seen, too, and is waited for in vain at worst
            long drawn = handle.createQuery(DRAWN).mapTo(Long.class).findOne().orElse(0L);
            Set<String> holders = new HashSet<>(
                    handle.createQuery(HOLDERS).mapTo(String.class).list());
            if (drawn > (pending.isEmpty() ? looked : pending.getLast().position()) && pending.size() < MOST_PENDING) {
                pending.add(new Candidate(drawn, holders));
            }
            settle(handle, holders);
            return settled;
        });
    }

    /// Whether something was drawn that is not settled yet.
    synchronized boolean isPending() {
        return !pending.isEmpty();
    }

    /// A later candidate may be settled before an earlier one whose holders have not drawn anything: then both are.
    private void settle(Handle handle, Set<String> holders) {
        long upTo = pending.stream()
                .filter(candidate -> Collections.disjoint(candidate.holders(), holders))
                .mapToLong(Candidate::position)
                .max()
                .orElse(looked);
        if (upTo > looked) {
            settled = handle.createQuery(NEWEST)
                    .bind("after", settled)
                    .bind("upTo", upTo)
                    .mapTo(Long.class)
                    .findOne()
                    .orElse(settled);
            looked = upTo;
            pending.removeIf(candidate -> candidate.position() <= upTo);
        }
    }
}
