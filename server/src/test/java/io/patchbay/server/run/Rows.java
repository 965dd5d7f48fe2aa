package io.patchbay.server.run;

import io.patchbay.server.access.AppId;
import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.Condition;
import io.patchbay.server.client.EngineClients;
import io.patchbay.server.client.Startable;
import io.patchbay.server.client.Status;
import io.patchbay.server.client.Waiting;
import io.patchbay.server.cluster.Epoch;
import io.patchbay.server.cluster.Slice;
import io.patchbay.server.instance.Instance;
import io.patchbay.server.instance.InstanceId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Clients in memory.
final class Rows implements EngineClients {
    record Told(ClientId id, Condition condition) {}

    final Instance instance = new Instance(
            new InstanceId(UUID.randomUUID()),
            new AppId(UUID.randomUUID()),
            "probe",
            Probe.configuration(),
            Optional.empty());
    final List<Told> told = new CopyOnWriteArrayList<>();
    final List<Map<String, String>> remembered = new CopyOnWriteArrayList<>();
    final Set<ClientId> unreadable = ConcurrentHashMap.newKeySet();
    /// How often the database would have been asked.
    final AtomicInteger asked = new AtomicInteger();

    /// Called for each client of a page after the page was read.
    volatile Consumer<ClientId> found = _ -> {};

    private final Map<ClientId, Condition> rows = new ConcurrentHashMap<>();

    ClientId add(Status status) {
        ClientId id = new ClientId(UUID.randomUUID());
        rows.put(id, new Condition(status, Optional.empty(), Optional.empty(), Instant.EPOCH));
        return id;
    }

    void remove(ClientId id) {
        rows.remove(id);
    }

    /// The conditions of a client, from its first on.
    List<Condition> conditions(ClientId id) {
        return told.stream().filter(t -> t.id().equals(id)).map(Told::condition).toList();
    }

    Stream<ClientId> everybody() {
        return rows.keySet().stream();
    }

    Optional<Condition> condition(ClientId id) {
        return Optional.ofNullable(rows.get(id));
    }

    @Override
    public Page pageAcrossApps(Slice slice, @Nullable ClientId after, int limit) {
        asked.incrementAndGet();
        List<Waiting> page = rows.keySet().stream()
                .filter(id -> Slice.of(id.value()).equals(slice))
                .sorted(Comparator.comparing(ClientId::value))
                .filter(id -> after == null || id.value().compareTo(after.value()) > 0)
                .limit(limit)
                .flatMap(id -> condition(id).map(row -> new Waiting(id, "probe", row.status())).stream())
                .toList();
        page.forEach(waiting -> found.accept(waiting.id()));
        return new Page(
                page,
                List.of(),
                page.size() < limit
                        ? Optional.empty()
                        : Optional.of(page.getLast().id()));
    }

    @Override
    public Optional<Startable> startableAcrossApps(ClientId id) {
        asked.incrementAndGet();
        if (unreadable.contains(id)) {
            throw new IllegalStateException("cannot be opened");
        }
        return condition(id).map(row -> new Startable(id, instance, "anna", Probe.configuration(), Map.of(), row));
    }

    @Override
    public void conditionAcrossApps(ClientId id, Epoch epoch, Condition condition) {
        asked.incrementAndGet();
        told.add(new Told(id, condition));
        rows.computeIfPresent(id, (_, _) -> condition);
    }

    @Override
    public void rememberAcrossApps(ClientId id, Epoch epoch, Map<String, String> memory) {
        asked.incrementAndGet();
        remembered.add(memory);
    }
}
