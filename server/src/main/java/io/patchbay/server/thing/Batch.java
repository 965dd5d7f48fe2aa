package io.patchbay.server.thing;

import io.patchbay.server.cluster.Fence;
import io.patchbay.server.web.ApiException;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Reading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Many writes in one transaction: what is stored is read, compared in memory, and only what differs is written and
/// logged. Of each client at most one item reports the list of its things, and before the client's other items.
final class Batch {
    private final Handle tx;
    private final Current current;
    private final List<Item> items;
    private final List<Item.Reported> reports;
    private final List<Change> changes = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();
    private boolean fenced;

    private Batch(Handle tx, Current current, List<Item> items) {
        this.tx = tx;
        this.current = current;
        this.items = items;
        this.reports = items.stream()
                .filter(Item.Reported.class::isInstance)
                .map(Item.Reported.class::cast)
                .toList();
    }

    /// An item that was answered with an error.
    record Refusal(Item item, ApiException answer) {}

    /// @return items that were answered with an error instead of being written; the others were written or changed
    ///     nothing
    /// @throws RuntimeException if one of the items cannot be written: the transaction must be rolled back
    static List<Refusal> write(Handle tx, Current current, List<Item> items) {
        Batch batch = new Batch(tx, current, items);
        batch.write();
        return batch.refused;
    }

    private void write() {
        Devices devices =
                Devices.read(tx, reports.stream().map(r -> r.owner().client()).collect(Collectors.toSet()));
        Structure structure = new Structure(devices);
        reports.forEach(structure::add);
        if (!structure.isEmpty()) {
            fence();
            current.changing(tx, structure.things(), structure.clients());
            changes.addAll(structure.change(tx));
        }
        Values values = Values.read(tx, keys(devices), structure.fresh());
        Statuses statuses = Statuses.read(tx, patched());
        for (Item item : items) {
            try {
                switch (item) {
                    case Item.Reported report -> report(report, devices, values, statuses);
                    case Item.Put put -> values.put(put);
                    case Item.Patch patch -> statuses.patch(patch);
                }
            } catch (ApiException e) {
                refused.add(new Refusal(item, e));
            }
        }
        Map<Key, Long> inserted = structure.insert(tx, values.touched());
        if (!values.isEmpty() || !statuses.isEmpty()) {
            fence();
            current.changing(tx, things(values, statuses));
            Statuses.Outcome ofStatuses = statuses.write(tx);
            ofStatuses.late().forEach(patch -> refused.add(new Refusal(patch, ApiException.notFound("thing"))));
            changes.addAll(ofStatuses.changes());
            Values.Outcome ofValues = values.write(tx, inserted);
            ofValues.late().forEach(put -> refused.add(new Refusal(put, ApiException.notFound("property"))));
            changes.addAll(ofValues.changes());
        }
        ChangeLog.append(tx, changes);
    }

    private static Set<UUID> things(Values values, Statuses statuses) {
        Set<UUID> things = new HashSet<>(statuses.things());
        things.addAll(values.things());
        return things;
    }

    /// Once for all reports, since a second call could wait for one who waits for the first.
    private void fence() {
        if (!fenced && !reports.isEmpty()) {
            Fence.hold(tx, reports.stream().map(r -> r.owner().epoch()).collect(Collectors.toSet()));
        }
        fenced = true;
    }

    private Set<Key> keys(Devices devices) {
        Set<Key> keys = new HashSet<>();
        for (Item item : items) {
            switch (item) {
                case Item.Reported report ->
                    report.report().readings().forEach(reading -> keys.add(key(report, reading, devices)));
                case Item.Put put -> keys.add(put.key());
                case Item.Patch _ -> {}
            }
        }
        return keys;
    }

    private Set<UUID> patched() {
        return items.stream()
                .filter(Item.Patch.class::isInstance)
                .map(item -> ((Item.Patch) item).thing())
                .collect(Collectors.toSet());
    }

    private static void report(Item.Reported item, Devices devices, Values values, Statuses statuses) {
        Map<String, Availability> said = new LinkedHashMap<>();
        item.report().things().ifPresent(things -> things.forEach(thing -> said.put(thing.id(), thing.status())));
        said.putAll(item.report().statuses());
        said.forEach((thing, status) ->
                statuses.report(item, devices.existing(item.owner().client(), thing), status));
        for (Reading reading : item.report().readings()) {
            values.report(item.owner().app(), key(item, reading, devices), reading, item.received());
        }
    }

    private static Key key(Item.Reported item, Reading reading, Devices devices) {
        Device device = devices.existing(item.owner().client(), reading.thingId());
        return new Key(device.thing(), reading.componentId(), reading.propertyId());
    }
}
