package io.patchbay.server.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Scope;
import io.patchbay.server.db.Db;
import io.patchbay.server.subject.Household.App;
import io.patchbay.server.thing.Subjects;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ErasureTest {
    private static final Map<String, @Nullable Object> PLACE = Map.of("latitude", 52.5, "longitude", 13.4);

    @Inject
    Household household;

    @Inject
    ErasureSteps steps;

    @Inject
    ErasureStore store;

    @Inject
    Db db;

    @Inject
    InstantSource clock;

    private final App app = new App();

    @Test
    void all_of_a_subject_goes_and_the_receipt_counts_it_without_its_name() {
        household.client(app, "anna", "openweathermap", PLACE);
        household.client(app, "anna", "netatmo", Map.of());
        app.lamp("anna");
        assertThat(Household.TABLES.stream().filter(t -> !t.equals("vendor_grant")))
                .allSatisfy(table ->
                        assertThat(household.rows(app, table)).as(table).isPositive());

        Call.Answer accepted = app.erase("anna");
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        assertThat(accepted.header("Location"))
                .endsWith("/api/v1/erasures/" + accepted.json().get("id").asText());
        JsonNode receipt = app.done(accepted.json());
        assertThat(receipt.get("clients").asInt()).isEqualTo(2);
        assertThat(receipt.get("things").asInt()).isEqualTo(3);
        assertThat(receipt.get("actions").asInt()).isEqualTo(1);
        assertThat(receipt.has("ended")).isTrue();
        assertThat(receipt.toString()).doesNotContain("anna");
        assertThat(Household.TABLES)
                .allSatisfy(table ->
                        assertThat(household.rows(app, table)).as(table).isZero());
        assertThat(app.erase("anna").status()).isEqualTo(404);
        assertThat(Call.get(Household.path("anna")).token(app.token).send().status())
                .isEqualTo(404);
    }

    @Test
    void things_that_went_before_leave_no_history_either() {
        String lamp = app.lamp("anna").toString();
        assertThat(Call.delete("/api/v1/things/" + lamp).token(app.token).send().status())
                .isEqualTo(200);
        assertThat(household.rows(app, "change_log")).isPositive();
        app.done(app.erase("anna").json());
        assertThat(household.rows(app, "change_log")).isZero();
        assertThat(household.rows(app, "action_request")).isZero();
    }

    @Test
    void other_subjects_and_another_apps_subject_of_the_same_name_are_untouched() {
        App other = new App();
        for (App each : List.of(app, other)) {
            household.client(each, "anna", "openweathermap", PLACE);
            each.lamp("anna");
        }
        household.client(app, "bob", "openweathermap", PLACE);
        app.lamp("bob");
        Map<String, Integer> before = rows(other);
        int bobs = app.export("bob", "").size();

        JsonNode receipt = app.done(app.erase("anna").json());
        assertThat(rows(other)).isEqualTo(before);
        assertThat(app.export("bob", "")).hasSize(bobs);
        assertThat(household.rows(app, "client")).isEqualTo(1);
        assertThat(other.receipt(receipt).status()).isEqualTo(404);
    }

    private Map<String, Integer> rows(App of) {
        return Household.TABLES.stream().collect(Collectors.toMap(table -> table, table -> household.rows(of, table)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b c", "anna+b@example.org", "x/export", "../y", "100%"})
    void a_name_may_be_any_text(String name) {
        app.lamp(name);
        app.lamp("x");
        assertThat(app.export(name, "").getFirst().at("/data/id").asText()).isEqualTo(name);
        Call.Answer erased = app.erase(name);
        assertThat(erased.status()).as(erased.text()).isEqualTo(202);
        app.done(erased.json());
        assertThat(Call.get(Household.path(name)).token(app.token).send().status())
                .isEqualTo(404);
        assertThat(Call.get(Household.path("x")).token(app.token).send().status())
                .isEqualTo(200);
    }

    @Test
    void what_nobody_knows_is_404_and_scopes_are_needed() {
        assertThat(app.erase("nobody").status()).isEqualTo(404);
        assertThat(app.erase("no\0body").status()).isIn(400, 404);
        assertThat(Call.get("/api/v1/erasures/nothing").token(app.token).send().status())
                .isEqualTo(404);
        app.lamp("anna");
        String reader = app.tokens.with(Scope.SUBJECTS_READ, Scope.THINGS_READ);
        assertThat(Call.delete(Household.path("anna")).token(reader).send().status())
                .isEqualTo(403);
    }

    @Test
    void many_deletes_at_once_are_one_erasure() throws Exception {
        household.client(app, "anna", "openweathermap", PLACE);
        app.lamp("anna");
        Set<String> receipts = new HashSet<>();
        try (ExecutorService eight = Executors.newFixedThreadPool(8)) {
            List<Future<Call.Answer>> answers = Stream.generate(() -> eight.submit(() -> app.erase("anna")))
                    .limit(8)
                    .toList();
            for (Future<Call.Answer> answer : answers) {
                assertThat(answer.get().status()).isIn(202, 404);
                if (answer.get().status() == 202) {
                    receipts.add(answer.get().json().get("id").asText());
                }
            }
        }
        assertThat(receipts).hasSize(1);
        await().until(() -> household.rows(app, "subject") == 0);
        assertThat(household.rows(app, "client")).isZero();
    }

    /// As a service that was killed after any of its transactions leaves it.
    @Test
    void an_erasure_that_was_cut_off_anywhere_goes_on_at_the_next_start() {
        household.client(app, "anna", "openweathermap", PLACE);
        household.client(app, "anna", "netatmo", Map.of());
        app.lamp("anna");
        Erasure erasure = begun("anna");
        for (int steps = 0;
                store.find(app.id, erasure.id()).orElseThrow().ended().isEmpty();
                steps++) {
            assertThat(steps).isLessThan(20);
            AtomicInteger left = new AtomicInteger(steps);
            this.steps.run(erasure, () -> left.decrementAndGet() < 0);
        }
        Erasure done = store.find(app.id, erasure.id()).orElseThrow();
        assertThat(done.clients()).isEqualTo(2);
        assertThat(done.things()).isEqualTo(3);
        assertThat(done.actions()).isEqualTo(1);
        assertThat(Household.TABLES)
                .allSatisfy(table ->
                        assertThat(household.rows(app, table)).as(table).isZero());
    }

    @Test
    void nothing_is_made_for_a_subject_meanwhile() {
        app.lamp("anna");
        db.run(tx -> Subjects.beginErasure(tx, app.id, "anna"));
        Call.Answer refused = app.send("POST", "/api/v1/things", "anna", Household.LAMP);
        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.text()).contains("being erased");
        app.done(app.erase("anna").json());
        app.lamp("anna");
        assertThat(household.rows(app, "thing")).isEqualTo(1);
    }

    @Test
    void a_late_run_of_an_erasure_that_ended_spares_who_has_the_name_now() {
        app.lamp("anna");
        Erasure erasure = begun("anna");
        steps.run(erasure, () -> false);
        app.lamp("anna");
        steps.run(erasure, () -> false);
        assertThat(household.rows(app, "thing")).isEqualTo(1);
        assertThat(household.rows(app, "subject")).isEqualTo(1);
    }

    /// As after a kill right behind the answer.
    @Test
    void what_was_begun_is_found_and_brought_to_its_end_by_the_service() {
        app.lamp("anna");
        Erasure erasure = begun("anna");
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        store.find(app.id, erasure.id()).orElseThrow().ended().isPresent());
        assertThat(household.rows(app, "thing")).isZero();
    }

    private Erasure begun(String subject) {
        return db.write(tx -> {
            assertThat(Subjects.beginErasure(tx, app.id, subject)).isTrue();
            return ErasureStore.begin(tx, app.id, subject, clock.instant().truncatedTo(ChronoUnit.MICROS));
        });
    }
}
