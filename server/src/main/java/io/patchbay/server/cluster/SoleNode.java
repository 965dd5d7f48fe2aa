package io.patchbay.server.cluster;

import io.patchbay.server.db.Db;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A node that is alone and owns every slice. Taking them fences whoever owned them before: a former process that
/// still runs on the same database.
@Singleton
final class SoleNode implements Ownership {
    // locked in the order of the number, as Fence does, so that the two never wait for each other in a circle
    private static final String TAKE_ALL = """
            with mine as materialized (select number from slice order by number for update)
            update slice s set owner = :owner, epoch = s.epoch + 1
            from mine where mine.number = s.number
            returning s.number, s.epoch
            """;

    private final Db db;
    private final String name = UUID.randomUUID().toString();
    private volatile Map<Slice, Epoch> owned = Map.of();

    SoleNode(Db db) {
        this.db = db;
    }

    @Override
    public List<Epoch> take() {
        List<Epoch> taken = db.write(tx -> tx.createQuery(TAKE_ALL)
                .bind("owner", name)
                .map((row, _) -> new Epoch(new Slice(row.getInt("number")), row.getLong("epoch")))
                .list());
        owned = taken.stream().collect(Collectors.toUnmodifiableMap(Epoch::slice, Function.identity()));
        return taken;
    }

    @Override
    public Optional<Epoch> epoch(Slice slice) {
        return Optional.ofNullable(owned.get(slice));
    }
}
