package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// What a connector's client has made, in short, for pages that show a customer what was found.
@Singleton
public final class ClientThings {
    private final Things things;
    private final ThingReads reads;

    ClientThings(Things things, ThingReads reads) {
        this.things = things;
        this.reads = reads;
    }

    /// @param properties the names of what it tells, each once
    public record Found(UUID id, String name, String manufacturer, List<String> properties) {}

    /// How many things it has.
    public int count(AppId app, UUID client) {
        return things.mappingsOf(app, client).size();
    }

    /// The first of them.
    public List<Found> of(AppId app, UUID client, int limit) {
        return things.mappingsOf(app, client).stream()
                .limit(limit)
                .map(mapping -> reads.thing(app, mapping.thingId()))
                .flatMap(Optional::stream)
                .map(ClientThings::found)
                .toList();
    }

    private static Found found(Tree tree) {
        Stream<String> names = tree.components().stream()
                .flatMap(component -> component.properties().stream())
                .map(PropertyView::name);
        return new Found(
                tree.id(), tree.name(), tree.manufacturer(), names.distinct().toList());
    }
}
