package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.thing.Attribute;
import io.patchbay.thing.Availability;
import io.patchbay.thing.ValueType;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One thing with all it has, for pages.
@Singleton
public final class ThingDetails {
    private final ThingReads reads;

    ThingDetails(ThingReads reads) {
        this.reads = reads;
    }

    /// @param client  null if the app made it
    /// @param stale   whether nobody has confirmed its values for longer than expected
    /// @param actions whether something can be asked of it
    public record Detail(
            UUID id,
            String subject,
            String name,
            String manufacturer,
            String kind,
            @Nullable UUID client,
            Availability status,
            boolean stale,
            List<Attribute> attributes,
            List<Part> parts,
            boolean actions) {}

    /// A component.
    public record Part(String id, String name, String kind, List<Value> values) {}

    /// A property.
    ///
    /// @param value null if it has none, as `at`
    public record Value(
            String id,
            String name,
            @Nullable String value,
            String unit,
            String kind,
            @Nullable Instant at,
            boolean numeric) {}

    /// @return empty if the app has no such thing
    public Optional<Detail> of(AppId app, UUID id) {
        return reads.thing(app, id).map(ThingDetails::detail);
    }

    private static Detail detail(Tree tree) {
        return new Detail(
                tree.id(),
                tree.whose().subject(),
                tree.name(),
                tree.manufacturer(),
                tree.displayType(),
                tree.whose().client(),
                tree.whose().status(),
                Boolean.TRUE.equals(tree.whose().stale()),
                List.of(StoredJson.read(tree.attributes(), Attribute[].class)),
                tree.components().stream().map(ThingDetails::part).toList(),
                tree.components().stream().anyMatch(branch -> !branch.actions().equals("[]")));
    }

    private static Part part(Tree.Branch branch) {
        return new Part(
                branch.id(),
                branch.name(),
                branch.componentType(),
                branch.properties().stream().map(ThingDetails::value).toList());
    }

    private static Value value(PropertyView property) {
        return new Value(
                property.id(),
                property.name(),
                property.value(),
                property.unit(),
                property.propertyType(),
                property.lastUpdate(),
                property.type() == ValueType.NUMBER);
    }
}
