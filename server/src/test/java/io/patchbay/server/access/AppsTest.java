package io.patchbay.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Session.Credentials;
import io.patchbay.server.db.Db;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class AppsTest {
    private final Accounts accounts;
    private final DeletionWitness witness;
    private final Db db;

    AppsTest(Accounts accounts, DeletionWitness witness, Db db) {
        this.accounts = accounts;
        this.witness = witness;
        this.db = db;
    }

    @Test
    void an_app_is_made_with_what_it_gets_tokens_with() {
        String developer = developer();
        Answer answer = Call.post("/api/v1/apps")
                .token(developer)
                .json("{\"name\":\" Weather \"}")
                .send();
        assertThat(answer.status()).isEqualTo(201);
        JsonNode app = answer.json();
        assertThat(app.properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactly("id", "name", "client_id", "client_secret");
        assertThat(app.get("name").asText()).isEqualTo("Weather");
        assertThat(answer.header("Location"))
                .endsWith("/api/v1/apps/" + app.get("id").asText());
        Credentials credentials = new Credentials(
                app.get("client_id").asText(), app.get("client_secret").asText());
        assertThat(Session.grant(credentials, "connctd.things.read").status()).isEqualTo(200);
    }

    @Test
    void the_secret_is_shown_once_and_stored_nowhere() {
        String developer = developer();
        Credentials app = Session.app(developer);
        Answer read = Call.get("/api/v1/apps/" + app.id()).token(developer).send();
        assertThat(read.text()).doesNotContain(app.secret()).doesNotContain("client_secret");
        List<String> rows = db.read(handle -> handle.createQuery("select app::text from app")
                .mapTo(String.class)
                .list());
        assertThat(rows).isNotEmpty().noneMatch(row -> row.contains(app.secret()));
    }

    @Test
    void an_app_is_read() {
        String developer = developer();
        Credentials app = Session.app(developer);
        JsonNode read =
                Call.get("/api/v1/apps/" + app.id()).token(developer).send().json();
        assertThat(read.get("id").asText()).isEqualTo(app.id());
        assertThat(read.get("client_id").asText()).isEqualTo(app.id());
        assertThat(read.get("name").asText()).isEqualTo("test");
        assertThat(Instant.parse(read.get("created").asText()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":\" \"}", "{\"name\":null}", "{\"name\":\"a\\u0000b\"}"})
    void an_app_without_a_proper_name_is_refused(String body) {
        Answer answer =
                Call.post("/api/v1/apps").token(Session.login()).json(body).send();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("problems").get(0).get("field").asText()).isEqualTo("name");
    }

    @Test
    void a_list_has_a_link_for_each_app_of_the_developer() {
        String developer = developer();
        Credentials one = Session.app(developer);
        Credentials two = Session.app(developer);
        JsonNode list = Call.get("/api/v1/apps").token(developer).send().json();
        List<String> links = new ArrayList<>();
        list.forEach(row -> links.add(row.get("href").asText()));
        assertThat(links)
                .hasSize(2)
                .allMatch(link -> link.startsWith("http"))
                .anyMatch(link -> link.endsWith("/api/v1/apps/" + one.id()))
                .anyMatch(link -> link.endsWith("/api/v1/apps/" + two.id()));
    }

    @Test
    void an_expanded_list_has_the_apps_themselves() {
        String developer = developer();
        Credentials app = Session.app(developer);
        JsonNode list =
                Call.get("/api/v1/apps?expand=true").token(developer).send().json();
        assertThat(list).hasSize(1);
        assertThat(list.get(0).get("client_id").asText()).isEqualTo(app.id());
        assertThat(list.get(0).has("client_secret")).isFalse();
    }

    @Test
    void pages_follow_each_other() {
        String developer = developer();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(Session.app(developer).id());
        }
        List<String> seen = new ArrayList<>();
        String path = "/api/v1/apps?limit=2&expand=true";
        while (!path.isEmpty()) {
            Answer page = Call.get(path).token(developer).send();
            page.json().forEach(app -> seen.add(app.get("id").asText()));
            String link = page.header("Link").replaceAll("[<>].*?|; rel=\"next\"", "");
            path = link.isEmpty()
                    ? ""
                    : URI.create(link).getRawPath() + "?" + URI.create(link).getRawQuery();
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(made);
        assertThat(Call.get("/api/v1/apps?cursor=x").token(developer).send().status())
                .isEqualTo(400);
    }

    @Test
    void another_developers_app_is_not_there() {
        Credentials app = Session.app(developer());
        String other = developer();
        String path = "/api/v1/apps/" + app.id();
        assertThat(Call.get(path).token(other).send().status()).isEqualTo(404);
        assertThat(Call.post(path + "/secret").token(other).send().status()).isEqualTo(404);
        assertThat(Call.delete(path).token(other).send().status()).isEqualTo(404);
        assertThat(Call.get("/api/v1/apps").token(other).send().json()).isEmpty();
        assertThat(witness.thereWhenTold).doesNotContainKey(new AppId(UUID.fromString(app.id())));
        assertThat(Session.grant(app, "connctd.things.read").status()).isEqualTo(200);
    }

    @Test
    void a_deletion_is_told_before_and_leaves_nothing() {
        String developer = developer();
        Credentials app = Session.app(developer);
        String token = Session.token(app, "connctd.things.read");
        assertThat(Call.get("/guarded/app").token(token).send().status()).isEqualTo(200);
        AppId id = new AppId(UUID.fromString(app.id()));

        assertThat(Call.delete("/api/v1/apps/" + id).token(developer).send().status())
                .isEqualTo(204);

        assertThat(witness.thereWhenTold).containsEntry(id, true);
        assertThat(witness.spared).doesNotContain(id);
        assertThat(Call.get("/guarded/app").token(token).send().status()).isEqualTo(401);
        assertThat(Session.grant(app, "connctd.things.read").status()).isEqualTo(401);
        assertThat(Call.get("/api/v1/apps/" + id).token(developer).send().status())
                .isEqualTo(404);
        assertThat(Call.delete("/api/v1/apps/" + id).token(developer).send().status())
                .isEqualTo(404);
        int tokens = db.read(handle -> handle.createQuery("select count(*) from token where app = :app")
                .bind("app", id.value())
                .mapTo(int.class)
                .one());
        assertThat(tokens).isZero();
    }

    @Test
    void a_deletion_that_fails_says_so_and_the_app_goes_on() {
        String developer = developer();
        Credentials app = Session.app(developer);
        AppId id = new AppId(UUID.fromString(app.id()));
        witness.refused.add(id);

        assertThat(Call.delete("/api/v1/apps/" + id).token(developer).send().status())
                .isEqualTo(500);

        assertThat(witness.spared).contains(id);
        assertThat(Session.grant(app, "connctd.things.read").status()).isEqualTo(200);
    }

    @Test
    void a_new_secret_works_beside_the_former_for_a_while() {
        String developer = developer();
        Credentials app = Session.app(developer);
        Answer answer = Call.post("/api/v1/apps/" + app.id() + "/secret")
                .token(developer)
                .send();
        assertThat(answer.status()).isEqualTo(200);
        Credentials renewed =
                new Credentials(app.id(), answer.json().get("client_secret").asText());
        assertThat(Instant.parse(answer.json().get("former_secret_until").asText()))
                .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3600));
        assertThat(Session.grant(renewed, "connctd.things.read").status()).isEqualTo(200);
        assertThat(Session.grant(app, "connctd.things.read").status()).isEqualTo(200);
    }

    @Test
    void a_secret_that_has_leaked_ends_at_once_with_its_tokens() {
        String developer = developer();
        Credentials app = Session.app(developer);
        String token = Session.token(app, "connctd.things.read");
        assertThat(Call.get("/guarded/app").token(token).send().status()).isEqualTo(200);
        Answer answer = Call.post("/api/v1/apps/" + app.id() + "/secret?grace=0")
                .token(developer)
                .send();
        assertThat(answer.json().get("former_secret_until").isNull()).isTrue();
        assertThat(Session.grant(app, "connctd.things.read").status()).isEqualTo(401);
        assertThat(Call.get("/guarded/app").token(token).send().status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "86401", "soon"})
    void a_senseless_grace_is_refused(String grace) {
        String developer = developer();
        String path = "/api/v1/apps/" + Session.app(developer).id() + "/secret?grace=" + grace;
        assertThat(Call.post(path).token(developer).send().status()).isEqualTo(400);
    }

    @Test
    void changes_are_kept_for_as_long_as_the_developer_says() {
        String developer = developer();
        String path = "/api/v1/apps/" + Session.app(developer).id();
        assertThat(Call.get(path)
                        .token(developer)
                        .send()
                        .json()
                        .get("retention_days")
                        .asInt())
                .isEqualTo(90);
        Answer changed = Call.of("PATCH", path)
                .token(developer)
                .json("{\"retention_days\": 30}")
                .send();
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.json().get("retention_days").asInt()).isEqualTo(30);
        assertThat(Call.get(path).token(developer).send().json()).isEqualTo(changed.json());
        assertThat(Call.get("/api/v1/apps?expand=true")
                        .token(developer)
                        .send()
                        .json()
                        .get(0))
                .isEqualTo(changed.json());
        String other = developer();
        assertThat(Call.of("PATCH", path)
                        .token(other)
                        .json("{\"retention_days\": 7}")
                        .send()
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"retention_days\":0}", "{\"retention_days\":91}", "{\"retention_days\":null}"})
    void a_retention_that_cannot_be_is_refused(String body) {
        String developer = developer();
        String path = "/api/v1/apps/" + Session.app(developer).id();
        Answer answer = Call.of("PATCH", path).token(developer).json(body).send();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("problems").get(0).get("field").asText()).isEqualTo("retention_days");
        assertThat(answer.json().get("description").asText()).contains("1 to 90");
    }

    /// The token of a developer of their own.
    private String developer() {
        String email = UUID.randomUUID() + "@example.org";
        accounts.ensure(email, "password");
        return Session.login(email, "password");
    }
}
