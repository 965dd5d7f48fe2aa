package io.patchbay.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Session;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ThingPagesTest {
    private static final Pattern NEXT = Pattern.compile("href=\"[^\"]*/things(\\?[^\"]*)\">Next page");

    private final Session.Credentials app = Session.app();
    private final String token = Session.token(app, "connctd.connector connctd.things.read");
    private final Browser browser = Browser.signedIn();
    private final String things = "/apps/" + app.id() + "/things";

    @Test
    void all_things_are_found_page_by_page_in_order_and_each_once() {
        for (int i = 0; i < 105; i++) {
            made("customer-" + String.format("%03d", i), "Box " + i);
        }
        List<String> seen = new ArrayList<>();
        String query = "?q=";
        int pages = 0;
        while (!query.isEmpty()) {
            String page = browser.get(things + query).text();
            Matcher rows = Pattern.compile("<td>(customer-\\d{3})</td>").matcher(page);
            while (rows.find()) {
                seen.add(rows.group(1));
            }
            Matcher next = NEXT.matcher(page);
            query = next.find() ? next.group(1).replace("&amp;", "&") : "";
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(105).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void a_search_begins_at_the_name_or_the_customer_and_takes_ids() {
        String id = made("paula", "Kitchen");
        made("quentin", "Garage");
        assertThat(browser.get(things + "?q=kit").text()).contains("Kitchen").doesNotContain("Garage");
        assertThat(browser.get(things + "?q=quen").text()).contains("Garage").doesNotContain("Kitchen");
        assertThat(browser.get(things + "?q=" + id).text()).contains("Kitchen").doesNotContain("Garage");
        assertThat(browser.get(things + "?q=nowhere").text()).contains("Nothing found");
        assertThat(browser.get(things + "?status=UNAVAILABLE").text()).contains("Nothing found");
        assertThat(browser.get(things + "?status=ODD").status()).isEqualTo(400);
    }

    @Test
    void a_thing_shows_its_values_and_is_nobody_elses() {
        String id = made("anna", "Kitchen");
        assertThat(browser.get(things + "/" + id).text())
                .contains("Kitchen", "anna", "20", "°C", "your app", "Chart of t")
                .doesNotContain("style=");
        assertThat(Developers.another().get(things + "/" + id).status()).isEqualTo(404);
        assertThat(Developers.another().get(things).status()).isEqualTo(404);
        assertThat(Developers.another()
                        .get("/apps/" + app.id() + "/live?things=" + id)
                        .status())
                .isEqualTo(404);
        assertThat(browser.get(things + "/00000000-0000-4000-8000-000000000000").status())
                .isEqualTo(404);
        assertThat(browser.get("/apps/" + app.id() + "/live").status()).isEqualTo(400);
    }

    @Test
    void a_value_that_changes_is_told_to_the_page_until_the_session_ends() throws Exception {
        String id = made("anna", "Kitchen");
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> stream = http.send(
                    HttpRequest.newBuilder(URI.create(Call.base() + "/console/apps/" + app.id() + "/live?things=" + id))
                            .header("Cookie", browser.cookie())
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);
            List<String> heard = new CopyOnWriteArrayList<>();
            Thread reader = Thread.ofVirtual().start(() -> {
                try (InputStream body = stream.body()) {
                    byte[] buffer = new byte[1024];
                    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                        heard.add(new String(buffer, 0, n, StandardCharsets.UTF_8));
                    }
                } catch (IOException e) {
                    heard.add("cut");
                }
            });
            await().until(() -> !heard.isEmpty());
            Call.of("PUT", "/api/v1/things/" + id + "/components/c/properties/t")
                    .token(token)
                    .subject("anna")
                    .json("{\"value\": \"21.5\"}")
                    .send();
            await().untilAsserted(() ->
                    assertThat(String.join("", heard)).contains("property.changed", "\"value\":\"21.5\""));
            browser.post("/logout", Map.of());
            await().untilAsserted(() -> assertThat(String.join("", heard)).contains("event: end", "TOKEN"));
            reader.join();
        }
    }

    private String made(String subject, String name) {
        return Call.post("/api/v1/things")
                .token(token)
                .subject(subject)
                .json("""
                        {"name": "%s", "displayType": "BOX", "mainComponentId": "c", "components": [{
                            "id": "c", "name": "C", "componentType": "BOX", "properties": [
                                {"id": "t", "name": "t", "value": "20", "type": "NUMBER", "unit": "°C", "propertyType": "T"}]}]}
                        """.formatted(name))
                .send()
                .json()
                .get("Id")
                .asText();
    }
}
