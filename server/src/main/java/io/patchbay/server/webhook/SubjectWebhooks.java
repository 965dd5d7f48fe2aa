package io.patchbay.server.webhook;

import io.patchbay.server.access.AppId;
import org.jdbi.v3.core.Handle;

/// What webhooks keep of an end customer.
public final class SubjectWebhooks {
    private SubjectWebhooks() {}

    /// Erases the webhooks that were set up for the end customer with their deliveries, and what the receivers of the
    /// app's others have said.
    public static void forget(Handle tx, AppId app, String subject) {
        WebhookStore.forget(tx, app, subject);
    }
}
