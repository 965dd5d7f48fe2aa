package io.patchbay.server.cluster;

import io.patchbay.server.db.Db;
import io.patchbay.server.web.ApiException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// A node that is alone and owns every slice. Taking them fences whoever owned them before: a former process that
/// still runs on the same database.
@Singleton
final class SoleNode implements Ownership, Alone {
    private static final Duration TRUST = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(1);

    // locked in the order of the number, as Fence does, so that the two never wait for each other in a circle
    private static final String TAKE_ALL = """
            with mine as materialized (select number from slice order by number for update)
            update slice s set owner = :owner, epoch = s.epoch + 1
            from mine where mine.number = s.number
            returning s.number, s.epoch
            """;

    private static final String OWNS_ALL = "select not exists (select from slice where owner is distinct from :owner)";

    private final Db db;
    private final String name = UUID.randomUUID().toString();
    private volatile Map<Slice, Epoch> owned = Map.of();
    private volatile OptionalLong confirmed = OptionalLong.empty();

    /// One epoch of those that were taken: they are taken, and lost, together.
    private volatile @Nullable Epoch witness;

    SoleNode(Db db) {
        this.db = db;
    }

    @Override
    public List<Epoch> take() {
        long asked = System.nanoTime();
        List<Epoch> taken = db.write(tx -> tx.createQuery(TAKE_ALL)
                .bind("owner", name)
                .map((row, _) -> new Epoch(new Slice(row.getInt("number")), row.getLong("epoch")))
                .list());
        owned = taken.stream().collect(Collectors.toUnmodifiableMap(Epoch::slice, Function.identity()));
        witness = taken.getFirst();
        confirmed = OptionalLong.of(asked);
        return taken;
    }

    @Override
    public Optional<Epoch> epoch(Slice slice) {
        return Optional.ofNullable(owned.get(slice));
    }

    @Override
    public List<Slice> lost() {
        Map<Slice, Epoch> before = owned;
        if (before.isEmpty() || isAlone()) {
            return List.of();
        }
        Set<Epoch> present = db.read(h -> h.createQuery("select number, epoch from slice where owner = :owner")
                .bind("owner", name)
                .map((row, _) -> new Epoch(new Slice(row.getInt("number")), row.getLong("epoch")))
                .set());
        Map<Slice, Epoch> left = new HashMap<>(before);
        left.values().retainAll(present);
        owned = Map.copyOf(left);
        return before.keySet().stream()
                .filter(slice -> !left.containsKey(slice))
                .toList();
    }

    @Override
    public boolean isAlone() {
        OptionalLong last = confirmed;
        return last.isPresent() && System.nanoTime() - last.getAsLong() < TRUST.toNanos();
    }

    @Override
    public void hold(Handle tx) {
        Epoch mine = witness;
        if (mine == null || isAlone()) {
            return;
        }
        try {
            Fence.hold(tx, List.of(mine));
        } catch (FencedException e) {
            throw ApiException.unavailable(
                    "Another node of this service has taken over from this one: send the request to that one.", SOON);
        }
    }

    /// Asks whether somebody has taken slices meanwhile.
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void confirm() {
        if (owned.isEmpty()) {
            return;
        }
        long asked = System.nanoTime();
        boolean all = db.read(handle -> handle.createQuery(OWNS_ALL)
                .bind("owner", name)
                .mapTo(Boolean.class)
                .one());
        confirmed = all ? OptionalLong.of(asked) : OptionalLong.empty();
    }
}
