package io.patchbay.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.FreshDatabase;
import io.patchbay.server.db.Db;
import io.patchbay.server.thing.Outages.Outage;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class CurveTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Range HOUR = new Range(NOON, NOON.plus(Duration.ofHours(1)));

    @Inject
    Db db;

    @Inject
    Curves curves;

    @Test
    void a_value_holds_until_it_changes_and_an_outage_is_a_gap() {
        List<Curve.Point> points = Curves.withGaps(
                BigDecimal.ONE, List.of(point(10, 2), point(40, 3)), List.of(outage(20, 30), outage(50, 60)), HOUR);
        assertThat(said(points)).isEqualTo("0=1 10=2 20=? 30=2 40=3 50=?");
    }

    @Test
    void what_the_vendor_brings_later_for_a_time_within_an_outage_ends_the_gap() {
        List<Curve.Point> points = Curves.withGaps(null, List.of(point(25, 2)), List.of(outage(20, 60)), HOUR);
        assertThat(said(points)).isEqualTo("20=? 25=2 60=2");
    }

    @Test
    void the_last_value_before_the_range_begins_the_curve_and_the_last_one_holds_until_now() {
        LoggedProperty property = new LoggedProperty(db, "NUMBER");
        Instant now = Instant.now();
        property.add(property.series, now.minus(Duration.ofDays(3)), Duration.ZERO, "20.5");
        property.add(property.series, now.minus(Duration.ofMinutes(30)), Duration.ZERO, "21");
        Curve curve = curve(property, Span.HOUR);
        assertThat(curve.unit()).isEqualTo("°C");
        assertThat(curve.averaged()).isFalse();
        assertThat(curve.points().stream().map(p -> String.valueOf(p.value()))).containsExactly("20.5", "21", "21");
        assertThat(curve.points().getFirst().at()).isEqualTo(curve.from());
        assertThat(curve.points().getLast().at()).isEqualTo(curve.to());
        assertThat(curve.min()).contains(new BigDecimal("20.5"));
    }

    @Test
    void the_status_of_the_thing_makes_gaps() {
        LoggedProperty property = new LoggedProperty(db, "NUMBER");
        Instant now = Instant.now();
        property.add(property.series, now.minus(Duration.ofMinutes(50)), Duration.ZERO, "20");
        status(property, now.minus(Duration.ofMinutes(40)), "UNAVAILABLE");
        status(property, now.minus(Duration.ofMinutes(30)), "AVAILABLE");
        assertThat(curve(property, Span.HOUR).points().stream().map(p -> String.valueOf(p.value())))
                .containsExactly("20", "null", "20", "20");
        status(property, now.minus(Duration.ofMinutes(10)), "UNAVAILABLE");
        assertThat(curve(property, Span.HOUR).points().getLast().value()).isNull();
    }

    @Test
    void too_many_values_to_draw_become_averages() {
        LoggedProperty property = new LoggedProperty(db, "NUMBER");
        Instant now = Instant.now();
        db.run(tx -> tx.execute("""
                insert into change_log (series, at, received, app_id, kind, value)
                select ?, now() - n * interval '20 second', now() - n * interval '20 second', ?, 1, n::text
                from generate_series(1, 1500) n
                """, property.series, property.owner.app().value()));
        Curve curve = curve(property, Span.DAY);
        assertThat(curve.averaged()).isTrue();
        assertThat(curve.points()).hasSizeBetween(200, Curves.MOST);
        assertThat(curve.points()).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(curve.to()).isAfterOrEqualTo(now);
    }

    @Test
    void what_is_no_number_or_another_apps_has_no_curve() {
        LoggedProperty text = new LoggedProperty(db, "STRING");
        assertThat(curves.of(text.owner.app(), text.thing, "c", "STRING", Span.DAY))
                .isEmpty();
        LoggedProperty number = new LoggedProperty(db, "NUMBER");
        assertThat(curves.of(text.owner.app(), number.thing, "c", "NUMBER", Span.DAY))
                .isEmpty();
    }

    private Curve curve(LoggedProperty property, Span span) {
        return curves.of(property.owner.app(), property.thing, "c", "NUMBER", span)
                .orElseThrow();
    }

    private void status(LoggedProperty property, Instant at, String status) {
        db.run(tx -> tx.execute(
                "insert into change_log (at, received, app_id, about, kind, subject, value) values (?, ?, ?, ?, 2, 'anna', ?)",
                at,
                at,
                property.owner.app().value(),
                property.thing,
                status));
    }

    private static Curve.Point point(int minute, int value) {
        return new Curve.Point(NOON.plus(Duration.ofMinutes(minute)), BigDecimal.valueOf(value));
    }

    private static Outage outage(int from, int to) {
        return new Outage(NOON.plus(Duration.ofMinutes(from)), NOON.plus(Duration.ofMinutes(to)));
    }

    private static String said(List<Curve.Point> points) {
        return String.join(
                " ",
                IntStream.range(0, points.size())
                        .mapToObj(points::get)
                        .map(p -> Duration.between(NOON, p.at()).toMinutes() + "="
                                + (p.value() == null ? "?" : p.value()))
                        .toList());
    }
}
