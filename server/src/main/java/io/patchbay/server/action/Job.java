package io.patchbay.server.action;

import io.patchbay.server.thing.ThingAction;
import io.patchbay.thing.Value;
import java.util.Map;

/// A request with what carrying it out needs.
record Job(Request request, ThingAction action, Map<String, Value> values) {
    Job {
        values = Map.copyOf(values);
    }
}
