package io.patchbay.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.simulators.DemoApi.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/// The demo's customers of Netatmo: each goes from page to page as a browser would, and agrees at the simulated
/// vendor.
final class DemoNetatmo {
    static final String TYPE = "netatmo";

    private static final String CONSENT = "/oauth2/authorize";
    private static final int MOST_PAGES = 8;

    private final DemoApi api;
    private final URI vendor;

    DemoNetatmo(DemoApi api, URI vendor) {
        this.api = api;
        this.vendor = vendor;
    }

    /// Whether the service knows Netatmo.
    boolean isOffered() throws IOException, InterruptedException {
        JsonNode descriptions = api.get("/api/v1/connectors/descriptions", "").expect("listing the connectors", 200);
        return descriptions.findValuesAsText("type_id").contains(TYPE);
    }

    Map<String, ?> instance() {
        return Map.of(
                "client_id", NetatmoSimulator.CLIENT_ID,
                "client_secret", NetatmoSimulator.CLIENT_SECRET,
                "origin_callback_uri", back());
    }

    /// Where the browser goes in the end.
    private String back() {
        return api.base() + "/";
    }

    /// Links the account, or links it again: a simulator that was started anew has forgotten every consent.
    void link(String subject) throws IOException, InterruptedException {
        Answer answer = create(subject);
        if (answer.status() == 409) {
            answer = api.post(client(subject) + "/link", subject, Map.of());
        }
        answer.expect("creating the client of " + subject, 303);
        consent(URI.create(answer.location()), subject);
    }

    /// Links the account, and takes the consent back at the vendor, as people do who tidy up their apps. Only the first
    /// time: after that the client waits for a new consent.
    void linkAndRegret(String subject) throws IOException, InterruptedException {
        Answer answer = create(subject);
        if (answer.status() != 409) {
            answer.expect("creating the client of " + subject, 303);
            consent(URI.create(answer.location()), subject);
            api.tell(vendor.resolve(NetatmoSimulator.REVOKE + "?user=" + subject), "")
                    .expect("taking back the consent of " + subject, 204);
        }
    }

    private Answer create(String subject) throws IOException, InterruptedException {
        return api.post("/api/v1/connectors/clients", subject, Map.of("connector_type_id", TYPE));
    }

    private String client(String subject) throws IOException, InterruptedException {
        return api.get("/api/v1/connectors/clients", subject)
                .expect("listing the clients of " + subject, 200)
                .path(0)
                .path("href")
                .asText();
    }

    private void consent(URI first, String subject) throws IOException, InterruptedException {
        URI page = first;
        for (int i = 0; i < MOST_PAGES; i++) {
            Answer answer = api.browse(page);
            if (answer.status() == 200 && page.getPath().endsWith(CONSENT)) {
                page = URI.create(page.toString().replace(CONSENT + "?", CONSENT + "/decision?")
                        + "&decision=allow&user=" + subject);
            } else if (answer.location().isEmpty()) {
                throw new IllegalStateException("linking Netatmo ended with status " + answer.status() + " at "
                        + page.getHost() + ":" + page.getPort() + page.getPath());
            } else {
                page = page.resolve(answer.location());
            }
            if (page.toString().startsWith(back() + "?")) {
                if (!page.getQuery().contains("result=linked")) {
                    throw new IllegalStateException("linking Netatmo came back with " + page.getQuery());
                }
                return;
            }
        }
        throw new IllegalStateException("linking Netatmo went through more than " + MOST_PAGES + " pages");
    }
}
