package io.patchbay.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ApiDescriptionTest {
    private static final String ERROR = "#/components/schemas/Error";

    private final JsonNode document = Call.get("/q/openapi?format=json").send().json();

    @Test
    void it_has_the_services_name() {
        assertThat(document.at("/info/title").asText()).isEqualTo("Patchbay");
        assertThat(document.at("/info/description").asText()).isNotBlank();
    }

    @Test
    void every_route_of_the_api_says_what_it_does_and_how_it_fails() {
        assertThat(operations()).hasSizeGreaterThan(9).allSatisfy(operation -> {
            assertThat(operation.path("summary").asText()).isNotBlank();
            assertThat(operation.path("tags")).isNotEmpty();
            assertThat(operation
                            .at("/responses/500/content/application~1json/schema/$ref")
                            .asText())
                    .isEqualTo(ERROR);
            assertThat(operation
                            .at("/responses/503/content/application~1json/schema/$ref")
                            .asText())
                    .isEqualTo(ERROR);
        });
    }

    @Test
    void ids_of_operations_are_short_and_unique() {
        Set<String> ids = new HashSet<>();
        assertThat(operations()).allSatisfy(operation -> {
            String id = operation.path("operationId").asText();
            assertThat(id).matches("[a-z][A-Za-z]*_[a-z][A-Za-z]*");
            assertThat(ids.add(id)).as(id).isTrue();
        });
    }

    @Test
    void a_route_of_developers_needs_their_token() {
        JsonNode operation = document.at("/paths/~1api~1v1~1apps/get");
        assertThat(operation.path("security").toString()).isEqualTo("[{\"developer\":[]}]");
        assertThat(operation.path("description").asText()).contains("Required scope: `connctd.core`");
        assertThat(operation
                        .at("/responses/401/content/application~1json/schema/$ref")
                        .asText())
                .isEqualTo(ERROR);
        assertThat(operation.at("/responses/403/description").asText()).contains("connctd.core");
    }

    @Test
    void a_route_of_apps_names_its_scope_and_the_subject() {
        JsonNode operation = document.at("/paths/~1guarded~1subject/get");
        assertThat(operation.path("security").toString()).isEqualTo("[{\"app\":[\"connctd.things.read\"]}]");
        assertThat(operation.at("/parameters/0/name").asText()).isEqualTo("X-External-Subject-Id");
        assertThat(operation.at("/parameters/0/required").asBoolean()).isTrue();
        assertThat(document.at("/paths/~1guarded~1maybe/get/parameters/0/required")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void an_open_route_needs_nothing() {
        assertThat(document.at("/paths/~1oauth2~1token/post/security").toString())
                .isEqualTo("[]");
    }

    @Test
    void scopes_are_explained() {
        JsonNode scopes = document.at("/components/securitySchemes/app/flows/clientCredentials/scopes");
        assertThat(scopes.path("connctd.things.action").asText()).isEqualTo("request actions");
        assertThat(scopes.has("connctd.core")).isFalse();
    }

    @Test
    void what_a_route_documents_itself_is_kept() {
        assertThat(document.at("/paths/~1oauth2~1token/post/responses/400/content/application~1json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/ErrorAnswer");
        assertThat(document.at("/paths/~1api~1v1~1auth~1login/post/responses/401/description")
                        .asText())
                .isEqualTo("Email or password is wrong.");
    }

    @Test
    void a_human_may_read_it_with_all_its_parts() {
        Answer page = Call.get("/q/swagger-ui/").send();
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Patchbay").contains("/q/openapi");
        Matcher parts =
                Pattern.compile("(?:src|href)=\"([^\"/:]+\\.(?:js|css))\"").matcher(page.text());
        int seen = 0;
        while (parts.find()) {
            assertThat(Call.get("/q/swagger-ui/" + parts.group(1)).send().status())
                    .as(parts.group(1))
                    .isEqualTo(200);
            seen++;
        }
        assertThat(seen).isGreaterThan(2);
    }

    @Test
    void health_and_metrics_are_there() {
        assertThat(Call.get("/q/health/ready").send().text()).contains("\"database\"", "\"UP\"");
        assertThat(Call.get("/q/health/live").send().status()).isEqualTo(200);
        assertThat(Call.get("/api/v1/connectors/descriptions").send().status()).isEqualTo(200);
        assertThat(Call.get("/q/metrics").send().text()).contains("http_server_requests_seconds");
    }

    private List<JsonNode> operations() {
        List<JsonNode> operations = new ArrayList<>();
        document.get("paths").properties().forEach(path -> {
            if (!path.getKey().startsWith("/sample") && !path.getKey().startsWith("/guarded")) {
                path.getValue().forEach(operations::add);
            }
        });
        return operations;
    }
}
