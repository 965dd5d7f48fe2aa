package io.patchbay.server.action;

import io.patchbay.connector.ActionOutcome;
import io.patchbay.connector.ActionRequest;
import io.patchbay.connector.ConnectorException;
import io.patchbay.server.client.Acting;
import io.patchbay.server.client.ClientId;
import jakarta.inject.Singleton;

/// Carries out the actions of things that a connector client made: the client does it.
@Singleton
final class ByConnector {
    private final Acting acting;

    ByConnector(Acting acting) {
        this.acting = acting;
    }

    /// @throws InterruptedException also when the deadline has passed
    Outcome carryOut(Job job) throws InterruptedException {
        Request request = job.request();
        ClientId client = new ClientId(job.action().client().orElseThrow());
        ActionRequest asked = new ActionRequest(
                request.id().toString(),
                job.action().connectorThingId().orElseThrow(),
                request.component(),
                request.action(),
                job.values());
        try {
            return switch (acting.act(client, asked, request.deadline())) {
                case ActionOutcome.Done _, ActionOutcome.Accepted _ -> new Outcome.Completed();
                case ActionOutcome.Refused(String reason) -> new Outcome.Failed(reason);
            };
        } catch (ConnectorException e) {
            return new Outcome.Failed(e.failure().cause());
        }
    }
}
