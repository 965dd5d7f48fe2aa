package io.patchbay.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.db.Db;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Values gathered in spans of time.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class BucketTest {
    private final Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(2));
    private final String whole = "from=" + day + "&to=" + day.plus(Duration.ofDays(1)) + "&bucket=";

    private final Db db;

    BucketTest(Db db) {
        this.db = db;
    }

    /// @param values `hh:mm=value`
    private LoggedProperty logged(String... values) {
        LoggedProperty property = new LoggedProperty(db, "NUMBER");
        for (String value : values) {
            Duration since = Duration.between(LocalTime.MIDNIGHT, LocalTime.parse(value.replaceFirst("=.*", "")));
            property.add(property.series, day.plus(since), Duration.ofDays(1), value.replaceFirst(".*=", ""));
        }
        return property;
    }

    private String shown(JsonNode row) {
        return Duration.between(day, Instant.parse(row.get("from").asText())).toMinutes()
                + "-"
                + Duration.between(day, Instant.parse(row.get("to").asText())).toMinutes()
                + "="
                + row.get("value").asText();
    }

    @ParameterizedTest
    @CsvSource({"avg,2.2", "min,-1", "max,5", "sum,6.6", "count,3"})
    void a_bucket_says_what_its_values_are_together(String aggregate, String expected) {
        LoggedProperty property = logged("10:00=-1", "10:01=2.6", "10:04=5", "10:05=99");
        JsonNode rows = property.read(whole + "5m&aggregate=" + aggregate);
        assertThat(rows).hasSize(2);
        JsonNode first = rows.get(0);
        assertThat(first.get("value").asText()).isEqualTo(expected);
        assertThat(first.get("count").asInt()).isEqualTo(3);
        assertThat(first.get("unit").asText()).isEqualTo(aggregate.equals("count") ? "" : "°C");
        assertThat(first.get("from").asText())
                .isEqualTo(day.plus(Duration.ofHours(10)).toString());
        assertThat(first.get("to").asText())
                .isEqualTo(day.plus(Duration.ofMinutes(605)).toString());
    }

    @Test
    void a_bucket_in_which_nothing_changed_is_left_out() {
        LoggedProperty property = logged("01:00=1", "03:30=2");
        property.add(property.series, day.plus(Duration.ofHours(2)), Duration.ZERO, null);
        assertThat(LoggedProperty.texts(property.read(whole + "1h"), this::shown))
                .containsExactly("60-120=1", "180-240=2");
        assertThat(LoggedProperty.texts(property.read(whole + "1h&order=desc"), this::shown))
                .containsExactly("180-240=2", "60-120=1");
    }

    @ParameterizedTest
    @CsvSource({"15m,75-105=1 195-225=2", "-45m,75-135=1 195-255=2", "30m,30-90=1 150-210=2"})
    void an_offset_shifts_where_buckets_begin(String offset, String expected) {
        LoggedProperty property = logged("01:20=1", "03:20=2");
        String width = offset.equals("15m") ? "30m" : "1h";
        assertThat(LoggedProperty.texts(property.read(whole + width + "&offset=" + offset), this::shown))
                .containsExactly(expected.split(" "));
    }

    @Test
    void a_range_that_cuts_a_bucket_counts_only_what_is_in_it() {
        LoggedProperty property = logged("01:20=1", "01:40=3", "02:20=5", "02:40=7");
        String range = "from=" + day.plus(Duration.ofMinutes(90)) + "&to=" + day.plus(Duration.ofMinutes(150));
        assertThat(LoggedProperty.texts(property.read(range + "&bucket=1h&aggregate=sum"), this::shown))
                .containsExactly("60-120=3", "120-180=5");
    }

    @Test
    void pages_follow_each_other_in_both_orders() {
        LoggedProperty property = logged("00:30=1", "01:30=2", "05:30=3", "23:30=4");
        Function<JsonNode, String> value = row -> row.get("value").asText();
        assertThat(property.pages(whole + "1h&limit=2", value, () -> {}).stream()
                        .filter(page -> !page.isEmpty()))
                .containsExactly(List.of("1", "2"), List.of("3"), List.of("4"));
        List<List<String>> back = property.pages(whole + "1h&limit=5&order=desc", value, () -> {});
        assertThat(back).hasSize(5);
        assertThat(back.stream().flatMap(List::stream)).containsExactly("4", "3", "2", "1");
    }

    @Test
    void a_late_reading_counts_where_it_belongs() {
        LoggedProperty property = logged("01:20=1");
        property.add(property.series, day.plus(Duration.ofMinutes(70)), Instant.now(), "3");
        assertThat(LoggedProperty.texts(property.read(whole + "1h"), this::shown))
                .containsExactly("60-120=2");
    }

    @Test
    void filters_come_before_buckets_and_former_units_stay_out() {
        LoggedProperty property = logged("01:10=1", "01:20=2", "01:30=100");
        property.add(property.former("NUMBER", "°F"), day.plus(Duration.ofMinutes(80)), Duration.ZERO, "50");
        property.add(property.former("STRING", ""), day.plus(Duration.ofMinutes(80)), Duration.ZERO, "hot");
        assertThat(LoggedProperty.texts(property.read(whole + "1h&lt=50"), this::shown))
                .containsExactly("60-120=1.5");
        assertThat(LoggedProperty.texts(property.read(whole + "1h&aggregate=count"), this::shown))
                .containsExactly("60-120=3");
    }

    @Test
    void days_of_a_zone_have_23_and_25_hours_when_clocks_are_changed() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        for (LocalDate changed : List.of(lastSunday(3), lastSunday(10))) {
            LoggedProperty property = new LoggedProperty(db, "NUMBER");
            Instant start = changed.atStartOfDay(berlin).toInstant();
            Instant end = changed.plusDays(1).atStartOfDay(berlin).toInstant();
            int hours = changed.getMonthValue() == 3 ? 23 : 25;
            assertThat(Duration.between(start, end)).isEqualTo(Duration.ofHours(hours));
            Instant now = Instant.now();
            property.add(property.series, start.minusSeconds(1), now, "1");
            for (int hour = 0; hour < hours; hour++) {
                property.add(property.series, start.plus(Duration.ofHours(hour)), now, "10");
            }
            property.add(property.series, end, now, "100");
            String range = "from=" + start.minus(Duration.ofDays(1)) + "&to=" + end.plus(Duration.ofDays(1));
            String days = "&bucket=1d&zone=Europe/Berlin&aggregate=count";
            for (String order : List.of("asc", "desc")) {
                List<String> rows = property
                        .pages(
                                range + days + "&limit=1&order=" + order,
                                row -> row.get("from").asText() + "/"
                                        + row.get("to").asText() + "="
                                        + row.get("value").asText(),
                                () -> {})
                        .stream()
                        .flatMap(List::stream)
                        .toList();
                List<String> expected = List.of(
                        changed.minusDays(1).atStartOfDay(berlin).toInstant() + "/" + start + "=1",
                        start + "/" + end + "=" + hours,
                        end + "/" + changed.plusDays(2).atStartOfDay(berlin).toInstant() + "=1");
                assertThat(rows).isEqualTo(order.equals("asc") ? expected : expected.reversed());
            }
            // hours are hours: none is lost or told twice
            assertThat(property.read("from=" + start + "&to=" + end + "&bucket=1h"))
                    .hasSize(hours);
        }
    }

    @Test
    void days_may_begin_at_another_hour_and_weeks_begin_on_monday() {
        LoggedProperty property = logged("05:00=1", "07:00=2");
        Instant monday = day.atOffset(ZoneOffset.UTC)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .toInstant();
        assertThat(LoggedProperty.texts(property.read(whole + "1d&offset=6h"), this::shown))
                .containsExactly("-1080-360=1", "360-1800=2");
        assertThat(property.read(whole + "1w").get(0).get("from").asText()).isEqualTo(monday.toString());
    }

    @Test
    void all_that_is_wrong_is_said_at_once() {
        LoggedProperty property = logged("01:00=1");
        assertThat(property.problems(whole + "5x&aggregate=median&offset=far&zone=Mars"))
                .containsExactlyInAnyOrder("bucket", "aggregate", "offset", "zone");
        assertThat(property.problems(whole + "0m")).containsExactly("bucket");
        assertThat(property.problems(whole + "367d")).containsExactly("bucket");
        assertThat(property.problems(whole + "1h&offset=1h")).containsExactly("offset");
        assertThat(property.problems(whole + "1h&zone=Europe/Berlin")).containsExactly("zone");
        assertThat(property.problems(whole + "1d&zone=UTC%2B2")).containsExactly("zone");
        assertThat(property.problems("from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&bucket=1s"))
                .containsExactly("bucket");
    }

    @ParameterizedTest
    @CsvSource({"STRING", "BOOLEAN"})
    void only_numbers_can_be_gathered(String type) {
        LoggedProperty property = new LoggedProperty(db, type);
        Call.Answer answer = property.history("bucket=5m&aggregate=count").send();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("description").asText())
                .isEqualTo("bucket needs a property of numbers: the values of this one are of type " + type + ".");
    }

    private static LocalDate lastSunday(int month) {
        return LocalDate.of(2025, month, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.SUNDAY));
    }
}
