package io.patchbay.example.broken;

import io.patchbay.connector.Acts;
import io.patchbay.connector.Client;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Polled;
import io.patchbay.connector.Sink;
import io.patchbay.thing.Action;
import io.patchbay.thing.Component;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

final class BrokenThings {
    private BrokenThings() {}

    static List<Variant> all() {
        return List.of(
                polling("C06_things_are_reported_before_their_readings", (good, _, sink) -> {
                    List<Collection<Thing>> late = new ArrayList<>();
                    try {
                        good.poll(new Passing(sink, late::add, reading -> reading));
                    } finally {
                        late.forEach(sink::things);
                    }
                }),
                polling("C10_the_same_data_bring_the_same_ids", (good, context, sink) -> {
                    int year = context.clock().instant().atZone(ZoneOffset.UTC).getYear();
                    String suffix = year == 2031 ? "" : "-" + year;
                    good.poll(renaming(sink, thing -> thing.id() + suffix, id -> id + suffix));
                }),
                polling("C10_a_renamed_device_keeps_its_id", (good, _, sink) -> {
                    List<String> renamed = new ArrayList<>();
                    good.poll(renaming(
                            sink,
                            thing -> {
                                if (thing.name().endsWith(" 2")) {
                                    renamed.add(thing.id());
                                }
                                return thing.name().endsWith(" 2") ? thing.name() : thing.id();
                            },
                            id -> renamed.contains(id) ? "Garden 2" : id));
                }),
                polling(
                        "C11_the_declared_actions_are_those_the_things_have",
                        (good, _, sink) -> good.poll(Passing.things(sink, BrokenThings::withUndeclaredAction))),
                new Variant(
                        "C11_a_client_can_act_if_actions_are_declared",
                        () -> new Altered().opening((good, context) -> unable(good.open(context)))));
    }

    private static Variant polling(String rule, Altered.Polling part) {
        return new Variant(rule, () -> new Altered().polling(part));
    }

    private static Sink renaming(Sink sink, Function<Thing, String> thingId, UnaryOperator<String> readingId) {
        return new Passing(
                sink,
                things -> sink.things(things.stream()
                        .map(t -> new Thing(
                                thingId.apply(t),
                                t.name(),
                                t.manufacturer(),
                                t.displayType(),
                                t.mainComponentId(),
                                t.status(),
                                t.attributes(),
                                t.components()))
                        .toList()),
                r -> new Reading(readingId.apply(r.thingId()), r.componentId(), r.propertyId(), r.value(), r.at()));
    }

    private static Thing withUndeclaredAction(Thing t) {
        List<Component> components = new ArrayList<>(t.components());
        Component more = new Component(
                "fuse",
                "Fuse",
                "FUSE",
                java.util.Set.of(),
                List.of(),
                List.of(new Action("explode", "Explode", List.of())));
        components.add(more);
        return new Thing(
                t.id(),
                t.name(),
                t.manufacturer(),
                t.displayType(),
                t.mainComponentId(),
                t.status(),
                t.attributes(),
                components);
    }

    /// The same client, but unable to act.
    private static Client unable(Client client) {
        return client instanceof Polled polled && client instanceof Acts ? new Unable(polled) : client;
    }

    private record Unable(Polled good) implements Polled {
        @Override
        public void poll(Sink sink) throws ConnectorException, InterruptedException {
            good.poll(sink);
        }
    }
}
