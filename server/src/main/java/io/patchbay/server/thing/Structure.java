package io.patchbay.server.thing;

import io.patchbay.thing.Availability;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The things that the reports of one batch add, reshape and remove. Nothing is read: what is stored is told by
/// fingerprints.
final class Structure {
    private final Devices devices;
    private final List<ShapeStore.Row> saved = new ArrayList<>();
    private final List<UUID> removed = new ArrayList<>();
    private Instant newest = Instant.MIN;
    private final Set<UUID> clients = new HashSet<>();
    private final List<Change> changes = new ArrayList<>();

    Structure(Devices devices) {
        this.devices = devices;
    }

    /// @throws IllegalArgumentException if the report names a thing twice
    void add(Item.Reported item) {
        item.found().ifPresent(found -> add(item, found));
    }

    private void add(Item.Reported item, List<Item.Found> things) {
        Map<String, Device> known = devices.of(item.owner().client());
        Set<String> present = new HashSet<>();
        for (Item.Found found : things) {
            String id = found.thing().id();
            if (!present.add(id)) {
                throw new IllegalArgumentException("thing \"" + id + "\" was reported twice");
            }
            Device device = known.get(id);
            if (device == null || !Arrays.equals(device.fingerprint(), found.fingerprint())) {
                known.put(id, save(item, found, device));
            }
        }
        known.replaceAll((id, device) -> device.exists() && !present.contains(id) ? remove(item, device) : device);
    }

    private Device save(Item.Reported item, Item.Found found, @Nullable Device device) {
        Owner owner = item.owner();
        UUID id = device == null ? UUID.randomUUID() : device.thing();
        Availability status = device == null || !device.exists() ? found.thing().status() : device.status();
        clients.add(owner.client());
        saved.add(new ShapeStore.Row(
                id,
                owner.app(),
                owner.subject(),
                owner.client(),
                found.thing().id(),
                found.shape(),
                status,
                found.fingerprint(),
                item.received()));
        Kind kind = device == null || !device.exists() ? Kind.ADDED : Kind.CHANGED;
        changes.add(Change.thing(kind, owner.app(), id, owner.subject(), item.received()));
        return new Device(id, found.fingerprint(), status);
    }

    private Device remove(Item.Reported item, Device device) {
        Owner owner = item.owner();
        newest = newest.isBefore(item.received()) ? item.received() : newest;
        clients.add(owner.client());
        removed.add(device.thing());
        changes.add(Change.thing(Kind.REMOVED, owner.app(), device.thing(), owner.subject(), item.received()));
        return new Device(device.thing(), new byte[0], Availability.UNKNOWN);
    }

    /// Those that are added, reshaped or removed.
    List<UUID> things() {
        return Stream.concat(saved.stream().map(ShapeStore.Row::id), removed.stream())
                .toList();
    }

    /// Those who have them.
    Set<UUID> clients() {
        return clients;
    }

    boolean isEmpty() {
        return saved.isEmpty() && removed.isEmpty();
    }

    /// @return what is to be logged
    List<Change> write(Handle tx) {
        if (!removed.isEmpty()) {
            Removal.of(tx, removed, newest);
        }
        if (!saved.isEmpty()) {
            ShapeStore.save(tx, saved);
        }
        return changes;
    }
}
