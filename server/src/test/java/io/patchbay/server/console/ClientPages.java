package io.patchbay.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.server.Call;
import io.patchbay.server.access.Session;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The pages of one client of a new app.
final class ClientPages {
    private static final Pattern FIELD = Pattern.compile("id=\"(id|secret)\"[^>]* value=\"([^\"]+)\"");

    final Browser browser;
    final String app;
    final String token;
    final String client;

    private ClientPages(Browser browser, String app, String token, String client) {
        this.browser = browser;
        this.app = app;
        this.token = token;
        this.client = client;
    }

    /// A new app of the browser's account.
    static Session.Credentials app(Browser browser) {
        Matcher fields = FIELD.matcher(
                browser.post("/apps", Map.of("name", "With clients")).text());
        assertThat(fields.find()).isTrue();
        String id = fields.group(2);
        assertThat(fields.find()).isTrue();
        return new Session.Credentials(id, fields.group(2));
    }

    /// A client of a connector that needs no consent.
    static ClientPages of(String type, String instance, String subject, String configuration) {
        Browser browser = Browser.signedIn();
        Session.Credentials app = app(browser);
        String token = Session.token(app, "connctd.connector connctd.things.read");
        Call.Answer made = Call.post("/api/v1/connectors/instances")
                .token(token)
                .json("{\"connector_type_id\": \"" + type + "\", \"configuration\": " + instance + "}")
                .send();
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        Call.Answer client = Call.post("/api/v1/connectors/clients")
                .token(token)
                .subject(subject)
                .json("{\"connector_type_id\": \"" + type + "\", \"configuration\": " + configuration + "}")
                .send();
        return new ClientPages(
                browser, app.id(), token, client.json().get("client_id").asText());
    }

    String path() {
        return "/apps/" + app + "/clients/" + client;
    }

    String text() {
        Call.Answer answer = browser.get(path());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text();
    }

    void awaitText(String... texts) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(text()).contains(texts));
    }

    Call.Answer post(String what, Map<String, String> fields) {
        return browser.post(path() + what, fields);
    }
}
