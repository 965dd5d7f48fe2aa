package io.patchbay.server.thing;

import io.patchbay.thing.Availability;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
    private final List<ShapeStore.Row> made = new ArrayList<>();
    private final List<ShapeStore.Row> reshaped = new ArrayList<>();
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
        (device == null ? made : reshaped)
                .add(new ShapeStore.Row(
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
        return Stream.concat(Stream.concat(made.stream(), reshaped.stream()).map(ShapeStore.Row::id), removed.stream())
                .toList();
    }

    /// The properties of things that are new, which have no value yet.
    Map<Key, ValueStore.Row> fresh() {
        Map<Key, ValueStore.Row> fresh = new HashMap<>();
        for (ShapeStore.Row thing : made) {
            for (Shape.Component component : thing.shape().components()) {
                for (Shape.Property property : component.properties()) {
                    fresh.put(
                            new Key(thing.id(), component.id(), property.id()),
                            new ValueStore.Row(
                                    property.type(), null, null, thing.app(), thing.subject(), thing.client()));
                }
            }
        }
        return fresh;
    }

    /// Those who have them.
    Set<UUID> clients() {
        return clients;
    }

    boolean isEmpty() {
        return made.isEmpty() && reshaped.isEmpty() && removed.isEmpty();
    }

    /// Writes what becomes of things that were stored. Those that are new have still to be inserted.
    ///
    /// @return what is to be logged of all
    List<Change> change(Handle tx) {
        if (!removed.isEmpty()) {
            Removal.of(tx, removed, newest);
        }
        if (!reshaped.isEmpty()) {
            ShapeStore.reshape(tx, reshaped);
        }
        return changes;
    }

    /// @param values of the properties of [#fresh], as far as they have one
    /// @return the series of those properties
    Map<Key, Long> insert(Handle tx, Map<Key, ValueStore.Write> values) {
        return made.isEmpty() ? Map.of() : ShapeStore.insert(tx, made, values);
    }
}
