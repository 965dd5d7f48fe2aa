package io.patchbay.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// The demo app's webhook, which posts to a [DemoReceiver]. The receiver forgets the secret when it ends, and has
/// another port the next time, so a webhook that is there already moves to it and gets a new secret.
final class DemoWebhook {
    private static final String WEBHOOKS = "/api/v1/webhooks";

    private final DemoApi api;
    private final URI receiver;

    DemoWebhook(DemoApi api, URI receiver) {
        this.api = api;
        this.receiver = receiver;
    }

    void open() throws IOException, InterruptedException {
        String url = receiver.resolve(DemoReceiver.EVENTS).toString();
        for (JsonNode webhook : api.get(WEBHOOKS + "?expand=true", "").expect("listing the webhooks", 200)) {
            if (webhook.path("url").asText().endsWith(DemoReceiver.EVENTS)) {
                String path = WEBHOOKS + "/" + webhook.path("id").asText();
                tell(api.post(path + "/secret", "", Map.of()).expect("asking for a new secret", 200));
                api.patch(path, Map.of("url", url, "status", "ENABLED")).expect("moving the webhook", 200);
                return;
            }
        }
        Map<String, ?> body = Map.of(
                "url",
                url,
                "types",
                List.of("property.changed", "thing.added", "client.status", "action.status"),
                "batch",
                20);
        tell(api.post(WEBHOOKS, "", body).expect("creating the webhook", 201));
    }

    private void tell(JsonNode webhook) throws IOException, InterruptedException {
        api.tell(receiver.resolve(DemoReceiver.SECRET), webhook.path("secret").asText())
                .expect("giving the receiver its secret", 204);
    }
}
