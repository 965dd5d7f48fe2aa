package io.patchbay.server.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.connector.description.Config;
import io.patchbay.server.access.AppId;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.cluster.Epoch;
import io.patchbay.server.cluster.Fence;
import io.patchbay.server.cluster.Slice;
import io.patchbay.server.db.Db;
import io.patchbay.server.instance.Configurations;
import io.patchbay.server.instance.Instance;
import io.patchbay.server.instance.InstanceId;
import io.patchbay.server.instance.Instances;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Clients as the engine sees them: of all apps, and written only under the slice's epoch.
@Singleton
final class EngineClientStore implements EngineClients {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final Db db;
    private final KnownClients known;
    private final Instances instances;
    private final Configurations configurations;
    private final Catalogue catalogue;
    private final ObjectMapper json;

    EngineClientStore(
            Db db,
            KnownClients known,
            Instances instances,
            Configurations configurations,
            Catalogue catalogue,
            ObjectMapper json) {
        this.db = db;
        this.known = known;
        this.instances = instances;
        this.configurations = configurations;
        this.catalogue = catalogue;
        this.json = json;
    }

    @Override
    public List<Waiting> pageAcrossApps(Slice slice, @Nullable ClientId after, int limit) {
        return db.read(h -> h.createQuery("""
                        select id, app_id, instance_id, type_id, subject, status from client
                        where slice = :slice and not paused and linked and (cast(:after as uuid) is null or id > cast(:after as uuid))
                        order by id limit :limit
                        """)
                .bind("slice", slice.number())
                .bindByType("after", after == null ? null : after.value(), UUID.class)
                .bind("limit", limit)
                .map((rs, _) -> waiting(rs))
                .list());
    }

    @Override
    public Optional<Waiting> waitingAcrossApps(ClientId id) {
        return db.read(h -> h.createQuery("""
                        select id, app_id, instance_id, type_id, subject, status from client
                        where id = :id and not paused and linked
                        """)
                .bind("id", id.value())
                .map((rs, _) -> waiting(rs))
                .findOne());
    }

    private static Waiting waiting(ResultSet rs) throws SQLException {
        UUID id = rs.getObject("id", UUID.class);
        return new Waiting(
                new ClientId(id),
                new AppId(rs.getObject("app_id", UUID.class)),
                new InstanceId(rs.getObject("instance_id", UUID.class)),
                rs.getString("type_id"),
                rs.getString("subject"),
                Slice.of(id),
                Status.valueOf(rs.getString("status")));
    }

    private record Opened(Waiting waiting, byte[] sealed, String memory, Condition condition) {}

    @Override
    public Optional<Startable> startableAcrossApps(ClientId id) {
        Optional<Opened> row = db.read(h -> h.createQuery("""
                        select id, app_id, instance_id, type_id, subject, configuration, memory, status, who, cause, since
                        from client where id = :id and not paused and linked
                        """)
                .bind("id", id.value())
                .map((rs, _) -> new Opened(
                        waiting(rs), rs.getBytes("configuration"), rs.getString("memory"), ClientStore.condition(rs)))
                .findOne());
        return row.flatMap(this::startable);
    }

    private Optional<Startable> startable(Opened row) {
        Waiting w = row.waiting();
        Technology technology = catalogue
                .byType(w.typeId())
                .orElseThrow(() -> new IllegalStateException("no connector \"" + w.typeId() + "\" is installed"));
        Config config = configurations.stored(technology.description().client(), row.sealed(), Clients.context(w.id()));
        return instances
                .byType(w.app(), w.typeId())
                .map(Instance::configuration)
                .map(instanceConfig -> new Startable(
                        w.id(),
                        w.app(),
                        w.instance(),
                        w.typeId(),
                        w.subject(),
                        instanceConfig,
                        config,
                        texts(row.memory()),
                        row.condition()));
    }

    @Override
    public void conditionAcrossApps(ClientId id, Epoch epoch, Condition condition) {
        db.write(h -> {
            Fence.hold(h, List.of(epoch));
            known.changing(h, List.of(id.value()));
            return h.createUpdate("""
                            update client set status = :status, who = :who, cause = :cause, since = :since where id = :id
                            """)
                    .bind("status", condition.status().name())
                    .bindByType("who", condition.who().map(Enum::name).orElse(null), String.class)
                    .bindByType("cause", condition.cause().orElse(null), String.class)
                    .bind("since", condition.since().atOffset(ZoneOffset.UTC))
                    .bind("id", id.value())
                    .execute();
        });
    }

    @Override
    public void rememberAcrossApps(ClientId id, Epoch epoch, Map<String, String> memory) {
        String texts = texts(memory);
        db.write(h -> {
            Fence.hold(h, List.of(epoch));
            return h.createUpdate("update client set memory = memory || cast(:memory as jsonb) where id = :id")
                    .bind("memory", texts)
                    .bind("id", id.value())
                    .execute();
        });
    }

    private Map<String, String> texts(String memory) {
        try {
            return json.readValue(memory, TEXTS);
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
