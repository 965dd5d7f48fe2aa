package io.patchbay.server.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.patchbay.connector.Failure;
import io.patchbay.connector.description.Config;
import io.patchbay.server.access.AppId;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.cluster.Epoch;
import io.patchbay.server.cluster.Slice;
import io.patchbay.server.db.Db;
import io.patchbay.server.instance.Configurations;
import io.patchbay.server.instance.Instance;
import io.patchbay.server.instance.InstanceChanged;
import io.patchbay.server.instance.InstanceId;
import io.patchbay.server.instance.Instances;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Clients as the engine sees them: of all apps, and written only under the slice's epoch. After a start a million of
/// them are opened within an interval, and a vendor's bad day changes as many conditions: reads and writes go in
/// groups, and an instance is read once for all its clients.
@Singleton
final class EngineClientStore implements EngineClients {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final int READS_AT_ONCE = 2;
    private static final int MOST_TOGETHER = 500;
    private static final long MOST_INSTANCES = 10_000;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Db db;
    private final Instances instances;
    private final Configurations configurations;
    private final Catalogue catalogue;
    private final ObjectMapper json;
    private final Cache<InstanceId, Optional<Instance>> opened =
            Caffeine.newBuilder().maximumSize(MOST_INSTANCES).build();
    private final GroupCall<ClientId, Optional<Row>> reads =
            new GroupCall<>("clients-reader", READS_AT_ONCE, MOST_TOGETHER, this::read);
    // one group at a time: two could wait for each other's rows
    private final GroupCall<Told, Told.Written> writes;

    EngineClientStore(
            Db db,
            KnownClients known,
            Instances instances,
            Configurations configurations,
            Catalogue catalogue,
            ObjectMapper json) {
        this.db = db;
        this.instances = instances;
        this.configurations = configurations;
        this.catalogue = catalogue;
        this.json = json;
        this.writes = new GroupCall<>("clients-writer", 1, MOST_TOGETHER, told -> Told.write(db, known, told));
    }

    @Override
    public Page pageAcrossApps(Slice slice, @Nullable ClientId after, int limit) {
        List<Waiting> clients = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        List<ClientId> ids = db.read(h -> h.createQuery("""
                        select id, type_id, status from client
                        where slice = :slice and not paused and linked and id > :after
                        order by id limit :limit
                        """)
                .bind("slice", slice.number())
                .bind("after", after == null ? BEFORE_ALL : after.value())
                .bind("limit", limit)
                .map((rs, _) -> {
                    ClientId id = new ClientId(rs.getObject(1, UUID.class));
                    try {
                        clients.add(new Waiting(id, rs.getString(2), Status.valueOf(rs.getString(3))));
                    } catch (IllegalArgumentException e) {
                        unreadable.add(new Unreadable(id, String.valueOf(e.getMessage())));
                    }
                    return id;
                })
                .list());
        return new Page(clients, unreadable, ids.size() < limit ? Optional.empty() : Optional.of(ids.getLast()));
    }

    /// A row as it is stored: what is wrong with it is found by the one who asked for it.
    private record Row(
            ClientId id,
            InstanceId instance,
            AppId app,
            String typeId,
            String subject,
            byte[] sealed,
            String memory,
            String status,
            @Nullable String who,
            @Nullable String cause,
            Instant since) {
        private static Row of(ResultSet rs) throws SQLException {
            return new Row(
                    new ClientId(rs.getObject("id", UUID.class)),
                    new InstanceId(rs.getObject("instance_id", UUID.class)),
                    new AppId(rs.getObject("app_id", UUID.class)),
                    rs.getString("type_id"),
                    rs.getString("subject"),
                    rs.getBytes("configuration"),
                    rs.getString("memory"),
                    rs.getString("status"),
                    rs.getString("who"),
                    rs.getString("cause"),
                    rs.getObject("since", OffsetDateTime.class).toInstant());
        }

        private Condition condition() {
            return new Condition(
                    Status.valueOf(status),
                    Optional.ofNullable(who).map(Failure.Actor::valueOf),
                    Optional.ofNullable(cause),
                    since);
        }
    }

    private List<Optional<Row>> read(List<ClientId> ids) {
        Map<ClientId, Row> rows = new HashMap<>();
        db.read(h -> h.createQuery("""
                        select id, instance_id, app_id, type_id, subject, configuration, memory, status, who, cause, since
                        from client where id = any(:ids) and not paused and linked
                        """)
                        .bind("ids", ids.stream().map(ClientId::value).toArray(UUID[]::new))
                        .map((rs, _) -> Row.of(rs))
                        .list())
                .forEach(row -> rows.put(row.id(), row));
        return ids.stream().map(id -> Optional.ofNullable(rows.get(id))).toList();
    }

    @Override
    public Optional<Startable> startableAcrossApps(ClientId id) {
        return reads.call(id).flatMap(this::startable);
    }

    private Optional<Startable> startable(Row row) {
        Technology technology = catalogue
                .byType(row.typeId())
                .orElseThrow(() -> new IllegalStateException("no connector \"" + row.typeId() + "\" is installed"));
        Config config =
                configurations.stored(technology.description().client(), row.sealed(), Clients.context(row.id()));
        return opened.get(row.instance(), _ -> instances.byType(row.app(), row.typeId()))
                .map(instance ->
                        new Startable(row.id(), instance, row.subject(), config, texts(row.memory()), row.condition()));
    }

    /// Before its clients hear of it: they open with what is stored now.
    void instanceChanged(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) InstanceChanged event) {
        opened.invalidate(event.id());
    }

    @Override
    public void conditionAcrossApps(ClientId id, Epoch epoch, Condition condition) {
        writes.call(new Told.Fares(id, epoch, condition)).orFenced();
    }

    @Override
    public void rememberAcrossApps(ClientId id, Epoch epoch, Map<String, String> memory) {
        writes.call(new Told.Remembers(id, epoch, texts(memory))).orFenced();
    }

    private Map<String, String> texts(String memory) {
        try {
            return memory.equals("{}") ? Map.of() : json.readValue(memory, TEXTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the client's memory is no JSON object of texts", e);
        }
    }

    private String texts(Map<String, String> memory) {
        try {
            return json.writeValueAsString(memory);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are JSON", e);
        }
    }
}
