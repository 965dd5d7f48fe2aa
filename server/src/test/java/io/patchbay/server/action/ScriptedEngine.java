package io.patchbay.server.action;

import io.patchbay.connector.ActionOutcome;
import io.patchbay.connector.ActionRequest;
import io.patchbay.connector.ConnectorException;
import io.patchbay.server.client.Acting;
import io.patchbay.server.client.ClientId;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Clients whose actions do what a test says, by the connector's id of the thing.
@Alternative
@Singleton
public final class ScriptedEngine implements Acting {
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    @FunctionalInterface
    interface Script {
        ActionOutcome act(ActionRequest request, Instant deadline) throws ConnectorException, InterruptedException;
    }

    record Asked(ClientId client, ActionRequest request) {}

    void script(String thing, Script script) {
        scripts.put(thing, script);
    }

    List<Asked> asked(String thing) {
        return asked.stream().filter(a -> a.request().thingId().equals(thing)).toList();
    }

    @Override
    public ActionOutcome act(ClientId client, ActionRequest request, Instant deadline)
            throws ConnectorException, InterruptedException {
        asked.add(new Asked(client, request));
        return scripts.getOrDefault(request.thingId(), (_, _) -> new ActionOutcome.Done(List.of()))
                .act(request, deadline);
    }
}
