package io.patchbay.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.access.Session;
import io.patchbay.simulators.OpenWeatherMapSimulator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An app that a developer made in the console, and what it does with the API.
record NewApp(String id, String name, String token) {

    static NewApp of(Browser browser, String name) {
        String page = browser.post("/apps", Map.of("name", name)).text();
        Session.Credentials app = new Session.Credentials(value(page, "id"), value(page, "secret"));
        return new NewApp(app.id(), name, Session.token(app, "connctd.connector connctd.things.read"));
    }

    private static String value(String page, String id) {
        Matcher found =
                Pattern.compile("id=\"" + id + "\"[^>]* value=\"([^\"]+)\"").matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    /// With its instance.
    void weatherClient(String subject) {
        instance("openweathermap", "{\"app_key\": \"" + OpenWeatherMapSimulator.APP_KEY + "\"}");
        client("openweathermap", subject, "{\"latitude\": 52.5, \"longitude\": 13.4}");
    }

    void instance(String type, String configuration) {
        send("/api/v1/connectors/instances", "nobody", body(type, configuration));
    }

    /// Whose customer may have to give consent first.
    void client(String type, String subject, String configuration) {
        send("/api/v1/connectors/clients", subject, body(type, configuration));
    }

    private static String body(String type, String configuration) {
        return "{\"connector_type_id\": \"" + type + "\", \"configuration\": " + configuration + "}";
    }

    private void send(String path, String subject, String body) {
        Answer answer = Call.post(path).token(token).subject(subject).json(body).send();
        assertThat(answer.status()).as(answer.text()).isIn(201, 303);
    }
}
