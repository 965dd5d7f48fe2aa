package io.patchbay.server.client;

import io.patchbay.server.cluster.Epoch;
import io.patchbay.server.cluster.Fence;
import io.patchbay.server.cluster.FencedException;
import io.patchbay.server.db.Db;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/// What the engine tells of one client, to be stored under its slice's epoch.
sealed interface Told {
    ClientId id();

    Epoch epoch();

    record Fares(ClientId id, Epoch epoch, Condition condition) implements Told {}

    /// @param texts JSON
    record Remembers(ClientId id, Epoch epoch, String texts) implements Told {}

    /// What became of it.
    ///
    /// @param problem why it alone could not be stored
    record Written(Optional<RuntimeException> problem) {
        private static final Written DONE = new Written(Optional.empty());

        /// @throws FencedException if the slice has another owner now
        void orFenced() {
            problem.ifPresent(e -> {
                throw e;
            });
        }
    }

    /// Stores many in one transaction. What has another owner is refused alone, and so is a text that PostgreSQL does
    /// not take.
    static List<Written> write(Db db, KnownClients known, List<Told> all) {
        try {
            return db.write(tx -> write(tx, known, all));
        } catch (UnableToExecuteStatementException e) {
            if (!(e.getCause() instanceof SQLException sql)
                    || !String.valueOf(sql.getSQLState()).startsWith("22")) {
                throw e;
            }
            if (all.size() == 1) {
                return List.of(new Written(Optional.of(e)));
            }
            List<Written> written = new ArrayList<>(write(db, known, all.subList(0, all.size() / 2)));
            written.addAll(write(db, known, all.subList(all.size() / 2, all.size())));
            return written;
        }
    }

    private static List<Written> write(Handle tx, KnownClients known, List<Told> all) {
        Set<Epoch> held = Fence.held(tx, all.stream().map(Told::epoch).toList());
        List<Told> ours =
                all.stream().filter(told -> held.contains(told.epoch())).toList();
        Transitions transitions =
                Transitions.of(tx, ours.stream().map(told -> told.id().value()).toList(), Transitions.CHANGE);
        List<Fares> fares = of(ours, Fares.class);
        Set<UUID> faring = fares.stream().map(told -> told.id().value()).collect(Collectors.toSet());
        known.changing(tx, faring);
        fare(tx, fares);
        transitions.log(tx, faring);
        remember(tx, of(ours, Remembers.class));
        return all.stream()
                .map(told -> held.contains(told.epoch())
                        ? Written.DONE
                        : new Written(Optional.of(new FencedException(told.epoch()))))
                .toList();
    }

    private static void fare(Handle tx, List<Fares> all) {
        if (all.isEmpty()) {
            return;
        }
        tx.createUpdate("""
                        update client c set status = n.status, who = n.who, cause = n.cause, since = n.since
                        from unnest(:ids, :statuses, :whos, :causes, cast(:sinces as timestamptz[])) n (id, status, who, cause, since)
                        where c.id = n.id
                        """)
                .bind("ids", ids(all))
                .bind("statuses", texts(all, fares -> fares.condition().status().name()))
                .bind(
                        "whos",
                        texts(
                                all,
                                fares -> fares.condition().who().map(Enum::name).orElse(null)))
                .bind("causes", texts(all, fares -> fares.condition().cause().orElse(null)))
                .bind("sinces", texts(all, fares -> fares.condition().since().toString()))
                .execute();
    }

    private static void remember(Handle tx, List<Remembers> all) {
        if (all.isEmpty()) {
            return;
        }
        tx.createUpdate("""
                        update client c set memory = c.memory || cast(n.texts as jsonb)
                        from unnest(:ids, :texts) n (id, texts)
                        where c.id = n.id
                        """)
                .bind("ids", ids(all))
                .bind("texts", texts(all, Remembers::texts))
                .execute();
    }

    private static <T> List<T> of(List<Told> all, Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static UUID[] ids(List<? extends Told> all) {
        return all.stream().map(told -> told.id().value()).toArray(UUID[]::new);
    }

    private static <T> String[] texts(List<T> all, Function<T, @Nullable String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }
}
