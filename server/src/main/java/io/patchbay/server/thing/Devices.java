package io.patchbay.server.thing;

import io.patchbay.thing.Availability;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The devices of the clients of one batch, by the connector's ids.
final class Devices {
    private static final String READ = """
            select m.client_id, m.connector_thing_id, m.thing_id, t.fingerprint, t.status
            from mapping m left join thing t on t.id = m.thing_id
            where m.client_id = any(:clients)
            """;

    private final Map<UUID, Map<String, Device>> byClient = new HashMap<>();

    static Devices read(Handle tx, Collection<UUID> clients) {
        Devices devices = new Devices();
        if (!clients.isEmpty()) {
            tx.createQuery(READ)
                    .bind("clients", clients.toArray(UUID[]::new))
                    .map((row, _) -> {
                        byte[] fingerprint = row.getBytes("fingerprint");
                        String status = row.getString("status");
                        devices.of(row.getObject("client_id", UUID.class))
                                .put(
                                        row.getString("connector_thing_id"),
                                        new Device(
                                                row.getObject("thing_id", UUID.class),
                                                Objects.requireNonNullElse(fingerprint, new byte[0]),
                                                status == null ? Availability.UNKNOWN : Availability.valueOf(status)));
                        return devices;
                    })
                    .list();
        }
        return devices;
    }

    /// Those of a client; may be changed.
    Map<String, Device> of(UUID client) {
        return byClient.computeIfAbsent(client, _ -> new HashMap<>());
    }

    /// @throws IllegalArgumentException if the client has no such thing now
    Device existing(UUID client, String connectorThingId) {
        @Nullable Device device = of(client).get(connectorThingId);
        if (device == null || !device.exists()) {
            throw new IllegalArgumentException("thing \"" + connectorThingId + "\" was not reported");
        }
        return device;
    }
}
