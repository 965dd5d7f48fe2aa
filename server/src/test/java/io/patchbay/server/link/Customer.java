package io.patchbay.server.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A customer of a new app, with a client of a technology that needs consent, and a browser.
public final class Customer {
    static final String BACK = "http://localhost:9999/back?lang=de&from=a%20b%26c";

    private static final HttpClient BROWSER =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Queue<Customer> HERE = new ConcurrentLinkedQueue<>();

    private final TestToken app = TestToken.ofNewApp();
    private final String token = app.with(Scope.CONNECTOR, Scope.THINGS_READ);
    private final String type;
    private UUID client = new UUID(0, 0);

    Customer(String type, String moreOfInstance) {
        this.type = type;
        HERE.add(this);
        Call.Answer made = send("POST", "/api/v1/connectors/instances", instance(LinkVendor.SECRET, moreOfInstance));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    public static Customer returning(String type) {
        return new Customer(type, ", \"origin_callback_uri\": \"" + BACK + "\"");
    }

    /// Clients that went on would disturb the next test's vendor.
    public static void allLeave() {
        for (Customer each = HERE.poll(); each != null; each = HERE.poll()) {
            each.delete();
        }
    }

    private String instance(String secret, String more) {
        return """
                {"connector_type_id": "%s", "configuration": {"client_id": "%s", "client_secret": "%s"%s}}""".formatted(type, LinkVendor.APP, secret, more);
    }

    /// Of the app, with the scopes of all that concerns a customer.
    public String token() {
        return app.with(Scope.CONNECTOR, Scope.THINGS_READ, Scope.SUBJECTS_READ);
    }

    public AppId app() {
        return app.app();
    }

    public UUID client() {
        return client;
    }

    public Call.Answer send(String method, String path, String body) {
        return Call.of(method, path).token(token).subject("anna").json(body).send();
    }

    public Call.Answer get(String path) {
        return Call.get(path).token(token).subject("anna").send();
    }

    /// The answer to the client's creation.
    Call.Answer create() {
        Call.Answer made = send("POST", "/api/v1/connectors/clients", "{\"connector_type_id\": \"" + type + "\"}");
        client = UUID.fromString(made.json().path("client_id").asText());
        return made;
    }

    Call.Answer link() {
        return send("POST", "/api/v1/connectors/clients/" + client + "/link", "");
    }

    Call.Answer delete() {
        return Call.delete("/api/v1/connectors/clients/" + client)
                .token(token)
                .subject("anna")
                .send();
    }

    JsonNode view() {
        Call.Answer answer = get("/api/v1/connectors/clients/" + client);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    JsonNode detail() {
        return view().get("detail");
    }

    JsonNode becomes(String status) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(view().get("status").asText())
                        .as(() -> view().toString())
                        .isEqualTo(status));
        return view();
    }

    /// Opens the vendor's page.
    ///
    /// @return path and query at this service to which the vendor sends the browser back
    public static String consents(String location) {
        URI back = URI.create(browse(location).headers().firstValue("Location").orElseThrow());
        assertThat(back.getPath()).isEqualTo("/api/v1/connectors/oauth/callback");
        return back.getRawPath() + "?" + back.getRawQuery();
    }

    static HttpResponse<String> browse(String location) {
        try {
            return BROWSER.send(
                    HttpRequest.newBuilder(URI.create(location)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Creates the client, consents, and waits until it runs.
    public JsonNode linked() {
        Call.Answer made = create();
        assertThat(made.status()).as(made.text()).isEqualTo(303);
        Call.Answer ended = Call.get(consents(made.header("Location"))).send();
        assertThat(ended.status()).as(ended.text()).isIn(200, 303);
        return becomes("STARTED");
    }
}
