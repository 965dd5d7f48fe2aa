package io.patchbay.server.event;

import io.patchbay.server.thing.Kind;
import java.util.Arrays;
import java.util.Optional;

/// What happened, by the names that apps know.
public enum EventType {
    /// A thing that is new or came back.
    THING_ADDED("thing.added"),
    /// A thing that looks different now: its name, attributes, components, properties or actions.
    THING_CHANGED("thing.changed"),
    THING_REMOVED("thing.removed"),
    /// A thing that became available, unavailable or unknown.
    THING_STATUS("thing.status"),
    PROPERTY_CHANGED("property.changed"),
    /// A connector client that was made, breaks, recovers, is paused, resumed, linked or deleted.
    CLIENT_STATUS("client.status"),
    /// A request of an action that was made or has ended.
    ACTION_STATUS("action.status");

    private final String wire;

    EventType(String wire) {
        this.wire = wire;
    }

    /// As in `event:` of a stream and `type` of a webhook.
    public String wire() {
        return wire;
    }

    public static Optional<EventType> of(String wire) {
        return Arrays.stream(values()).filter(type -> type.wire.equals(wire)).findFirst();
    }

    static EventType of(Kind kind) {
        return switch (kind) {
            case VALUE -> PROPERTY_CHANGED;
            case STATUS -> THING_STATUS;
            case ADDED -> THING_ADDED;
            case CHANGED -> THING_CHANGED;
            case REMOVED -> THING_REMOVED;
            case CLIENT -> CLIENT_STATUS;
            case ACTION -> ACTION_STATUS;
        };
    }
}
