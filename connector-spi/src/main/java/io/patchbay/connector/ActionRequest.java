package io.patchbay.connector;

import io.patchbay.thing.Value;
import java.util.Map;

/// What an app asks of a thing.
///
/// @param id the request's id, the same when it is tried again: usable as the vendor's idempotency key
/// @param thingId the connector's own id of the thing
/// @param parameters by name; only declared ones, the required ones all there
public record ActionRequest(
        String id, String thingId, String componentId, String actionId, Map<String, Value> parameters) {
    public ActionRequest {
        parameters = Map.copyOf(parameters);
    }
}
