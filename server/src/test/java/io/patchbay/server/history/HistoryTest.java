package io.patchbay.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;
import io.patchbay.server.db.Db;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Values one by one.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class HistoryTest {
    /// Today, so that no retention matters.
    private final Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(2));

    private static final String ALL = "from=2020-01-01T00:00:00Z";

    private final Db db;

    HistoryTest(Db db) {
        this.db = db;
    }

    private LoggedProperty numbers(int... values) {
        LoggedProperty property = new LoggedProperty(db, "NUMBER");
        for (int i = 0; i < values.length; i++) {
            property.add(property.series, day.plusSeconds(i), Duration.ofSeconds(5), Integer.toString(values[i]));
        }
        return property;
    }

    @Test
    void what_was_put_is_there_with_both_times_and_its_unit() {
        LoggedProperty property = numbers();
        Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Call.of("PUT", property.path)
                .token(property.token)
                .json("{\"value\": \"7.5\"}")
                .send();
        JsonNode rows = property.read("");
        assertThat(rows).hasSize(1);
        JsonNode row = rows.get(0);
        assertThat(row.properties()).hasSize(5);
        assertThat(row.get("value").asText()).isEqualTo("7.5");
        assertThat(row.get("unit").asText()).isEqualTo("°C");
        assertThat(row.get("type").asText()).isEqualTo("NUMBER");
        assertThat(Instant.parse(row.get("at").asText())).isBetween(before, Instant.now());
        assertThat(Instant.parse(row.get("received").asText())).isBetween(before, Instant.now());
    }

    @Test
    void a_late_reading_has_its_place_by_the_vendors_time() {
        LoggedProperty property = numbers(1, 3);
        property.add(property.series, day.plusMillis(500), Duration.ofDays(1), "2"); // in a later week, perhaps
        JsonNode rows = property.read(ALL);
        assertThat(LoggedProperty.texts(rows, row -> row.get("value").asText())).containsExactly("1", "2", "3");
        assertThat(rows.get(1).get("at").asText()).isEqualTo(day.plusMillis(500).toString());
        assertThat(rows.get(1).get("received").asText())
                .isEqualTo(day.plusMillis(500).plus(Duration.ofDays(1)).toString());
    }

    @Test
    void a_value_that_came_weeks_late_is_found_by_when_it_was_so() {
        LoggedProperty property = numbers();
        Instant old = day.minus(Duration.ofDays(30));
        property.add(property.series, old, Duration.ofDays(29), "9");
        assertThat(property.values("from=" + old + "&to=" + old.plusSeconds(1))).containsExactly("9");
        assertThat(property.values("from=" + old.plusSeconds(1) + "&to=" + day)).isEmpty();
    }

    @Test
    void the_range_has_its_beginning_and_not_its_end() {
        LoggedProperty property = numbers(0, 1, 2, 3);
        assertThat(property.values("from=" + day.plusSeconds(1) + "&to=" + day.plusSeconds(3)))
                .containsExactly("1", "2");
        String shifted = LoggedProperty.encoded(day.plusSeconds(3).toString().replace("Z", "+00:00"));
        assertThat(property.values("from=" + day.plusSeconds(1) + "&to=" + shifted))
                .containsExactly("1", "2");
    }

    @Test
    void without_a_range_it_is_the_last_day() {
        LoggedProperty property = numbers();
        property.add(property.series, Instant.now().minus(Duration.ofHours(25)), Duration.ZERO, "1");
        property.add(property.series, Instant.now().minus(Duration.ofHours(23)), Duration.ZERO, "2");
        assertThat(property.values("")).containsExactly("2");
    }

    @Test
    void it_comes_in_both_orders() {
        LoggedProperty property = numbers(1, 2, 3);
        assertThat(property.values(ALL + "&order=asc")).containsExactly("1", "2", "3");
        assertThat(property.values(ALL + "&order=desc")).containsExactly("3", "2", "1");
    }

    @Test
    void values_of_the_same_time_are_in_the_order_of_the_log() {
        LoggedProperty property = numbers();
        for (int i = 0; i < 5; i++) {
            property.add(property.series, day, Duration.ZERO, Integer.toString(i));
        }
        for (String order : List.of("asc", "desc")) {
            List<List<String>> pages = property.pages(
                    ALL + "&limit=2&order=" + order, row -> row.get("value").asText(), () -> {});
            assertThat(pages)
                    .isEqualTo(
                            order.equals("asc")
                                    ? List.of(List.of("0", "1"), List.of("2", "3"), List.of("4"))
                                    : List.of(List.of("4", "3"), List.of("2", "1"), List.of("0")));
        }
    }

    @Test
    void it_is_bounded_if_nobody_says_how_much() {
        LoggedProperty property = numbers(IntStream.range(0, 1001).toArray());
        Call.Answer answer = property.history(ALL).send();
        assertThat(answer.json()).hasSize(1000);
        assertThat(property.values(LoggedProperty.next(answer))).containsExactly("1000");
    }

    @Test
    void pages_skip_and_repeat_nothing_while_values_come_in() {
        for (String order : List.of("asc", "desc")) {
            LoggedProperty property = numbers(IntStream.range(0, 10).toArray());
            AtomicInteger late = new AtomicInteger();
            List<String> seen = property
                    .pages(
                            ALL + "&limit=3&order=" + order,
                            row -> row.get("value").asText(),
                            () -> {
                                // some sort in before, some behind the place where the reader is
                                Instant received = Instant.now();
                                property.add(property.series, day.plusMillis(late.get()), received, "late");
                                property.add(
                                        property.series,
                                        day.plusMillis(9000 - late.incrementAndGet()),
                                        received,
                                        "late");
                            })
                    .stream()
                    .flatMap(List::stream)
                    .toList();
            List<String> there =
                    IntStream.range(0, 10).mapToObj(Integer::toString).toList();
            assertThat(seen.stream().filter(value -> !value.equals("late")))
                    .containsExactlyElementsOf(order.equals("asc") ? there : there.reversed());
            assertThat(seen).contains("late");
        }
    }

    @Test
    void a_range_that_was_preset_stays_while_pages_are_read() {
        LoggedProperty property = numbers();
        Instant edge = Instant.now().minus(Duration.ofHours(23));
        property.add(property.series, edge, Duration.ZERO, "1");
        property.add(property.series, edge.plusSeconds(1), Duration.ZERO, "2");
        Call.Answer first = property.history("limit=1").send();
        property.add(property.series, Instant.now(), Duration.ZERO, "3");
        assertThat(property.pages(
                        LoggedProperty.next(first), row -> row.get("value").asText(), () -> {}))
                .containsExactly(List.of("2"));
    }

    @Test
    void former_series_are_part_of_it_each_with_its_unit_and_type() {
        LoggedProperty property = numbers();
        property.add(property.former("NUMBER", "°F"), day, Duration.ZERO, "70");
        property.add(property.former("STRING", ""), day.plusSeconds(1), Duration.ZERO, "warm");
        property.add(property.series, day.plusSeconds(2), Duration.ZERO, "21");
        assertThat(LoggedProperty.texts(
                        property.read(ALL),
                        row -> row.get("value").asText()
                                + row.get("unit").asText()
                                + row.get("type").asText()))
                .containsExactly("70°FNUMBER", "warmSTRING", "21°CNUMBER");
        assertThat(property.pages(
                        ALL + "&limit=2&order=desc", row -> row.get("value").asText(), () -> {}))
                .containsExactly(List.of("21", "warm"), List.of("70"));
        assertThat(property.values(ALL + "&gt=1")).containsExactly("21");
    }

    @Test
    void a_value_that_went_away_is_null() {
        LoggedProperty property = numbers(1);
        property.add(property.series, day.plusSeconds(9), Duration.ZERO, null);
        JsonNode rows = property.read(ALL);
        assertThat(rows.get(1).get("value").isNull()).isTrue();
        assertThat(property.values(ALL + "&neq=5")).containsExactly("1");
    }

    @Test
    void nothing_is_seen_that_was_received_before_the_apps_retention() {
        LoggedProperty property = numbers();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Instant old = now.minus(Duration.ofDays(20));
        property.add(property.series, now.minus(Duration.ofDays(91)), Duration.ZERO, "0");
        property.add(property.series, old, Duration.ZERO, "1");
        property.add(property.series, old, Duration.ofDays(15), "2");
        property.add(property.series, now.minusSeconds(1), Duration.ZERO, "3");
        assertThat(property.values(ALL)).containsExactly("1", "2", "3");
        db.run(tx -> tx.execute(
                "update app set retention_days = 10 where id = ?",
                property.owner.app().value()));
        assertThat(property.values(ALL)).containsExactly("2", "3");
        assertThat(property.values("from=" + old + "&bucket=1h&aggregate=sum")).containsExactly("2", "3");
    }

    @Test
    void nobody_else_sees_it() {
        LoggedProperty property = numbers(1);
        String history = property.path + "/history?" + ALL;
        String other = TestToken.ofNewApp().with(Scope.THINGS_READ);
        assertThat(Call.get(history).token(other).send().status()).isEqualTo(404);
        assertThat(property.history(ALL).subject("bob").send().status()).isEqualTo(404);
        assertThat(property.history(ALL).subject("anna").send().status()).isEqualTo(200);
        assertThat(Call.get(history).send().status()).isEqualTo(401);
        assertThat(Call.get(history)
                        .token(property.owner.with(Scope.SUBJECTS_READ))
                        .send()
                        .status())
                .isEqualTo(403);
    }

    @Test
    void what_is_not_there_has_no_history() {
        LoggedProperty property = numbers(1);
        assertThat(Call.get(property.path + "x/history")
                        .token(property.token)
                        .send()
                        .status())
                .isEqualTo(404);
        for (String thing : List.of("none", UUID.randomUUID().toString())) {
            assertThat(Call.get(property.path.replace(property.thing.toString(), thing) + "/history")
                            .token(property.token)
                            .send()
                            .status())
                    .isEqualTo(404);
        }
        Call.delete("/api/v1/things/" + property.thing).token(property.token).send();
        assertThat(property.history(ALL).send().status()).isEqualTo(404);
    }

    @Test
    void all_that_is_wrong_is_said_at_once() {
        LoggedProperty property = numbers(1);
        assertThat(property.problems("from=yesterday&to=2026-01-31&limit=0&order=up&cursor=1.2.3&gt=warm&like=a"))
                .containsExactlyInAnyOrder("from", "to", "limit", "order", "cursor", "gt", "like");
        assertThat(property.problems("limit=10001")).containsExactly("limit");
        assertThat(property.problems("limit=many")).containsExactly("limit");
        assertThat(property.problems("from=2026-02-01T00:00:00Z&to=2026-02-01T00:00:00Z"))
                .containsExactly("from");
        assertThat(property.problems("from=0000-01-01T00:00:00Z")).containsExactly("from");
        assertThat(property.problems("cursor=9223372036854775807.0.0.0")).containsExactly("cursor");
        assertThat(property.problems("aggregate=avg&offset=1h&zone=UTC"))
                .containsExactlyInAnyOrder("aggregate", "offset", "zone");
    }
}
