package io.patchbay.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.tck.simulator.Fault;
import io.patchbay.tck.simulator.JsonText;
import io.patchbay.thing.PropertyType;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a connector reads, and what it must not make up.
abstract class ReadingRules extends Rules {
    private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant FAR_OFF = Trial.START.plus(Duration.ofDays(3650));

    ReadingRules(ConnectorContract contract) {
        super(contract);
    }

    @Test
    void C07_readings_carry_the_vendors_time() {
        Trial trial = trial();
        Round first = good(trial);
        assertThat(first.readings()).as("C07 readings").isNotEmpty();
        trial.clock().advance(Duration.ofHours(1));
        Round second = good(trial);
        for (Typed property : Typed.of(first.things().orElseThrow())) {
            Optional<Instant> before = time(first, property);
            Optional<Instant> after = time(second, property);
            assertThat(after.isPresent()).as("C07 %s is read again", property).isEqualTo(before.isPresent());
            if (contract.vendorGivesTime(property.type())) {
                assertThat(after).as("C07 the vendor's time of %s", property).isEqualTo(before);
                before.ifPresent(
                        at -> assertThat(at).as("C07 time of %s", property).isBetween(LONG_AGO, FAR_OFF));
            } else {
                after.ifPresent(at -> assertThat(at)
                        .as("C07 the clock's time of %s", property)
                        .isEqualTo(trial.clock().instant()));
            }
        }
    }

    private static Optional<Instant> time(Round round, Typed property) {
        return round.readings().stream().filter(property::isOf).map(Reading::at).findFirst();
    }

    @Test
    void C08_readings_name_properties_that_were_reported() {
        assertThat(brokenOfAll("C08")).isEmpty();
    }

    @Test
    void C09_values_have_the_type_of_their_property() {
        assertThat(brokenOfAll("C09")).isEmpty();
    }

    private List<Watch.Broken> brokenOfAll(String rule) {
        return contract.clients().stream()
                .flatMap(client -> {
                    Trial trial = trial(client);
                    good(trial);
                    return trial.broken(List.of(rule)).stream();
                })
                .toList();
    }

    @Test
    void C09_values_have_the_unit_of_their_property() {
        Map<PropertyType, String> wanted = contract.values();
        List<Read> read = contract.clients().stream()
                .flatMap(client -> Read.of(good(trial(client))).stream())
                .toList();
        assertThat(read).allSatisfy(r -> {
            if (r.value() instanceof Value.Decimal(var number)) {
                assertThat(Plausible.of(r.type()).allows(number))
                        .as(
                                "C09 %s %s %s is possible",
                                r.type(), number, r.type().unit())
                        .isTrue();
            }
        });
        wanted.forEach((type, value) -> assertThat(read)
                .as("C09 values of %s in %s", type, type.unit())
                .anyMatch(r -> r.type() == type && r.value().wire().equals(value)));
    }

    private record Read(PropertyType type, Value value) {
        static List<Read> of(Round round) {
            List<Typed> properties = Typed.of(round.things().orElseThrow());
            return round.readings().stream()
                    .flatMap(reading -> properties.stream()
                            .filter(p -> p.isOf(reading))
                            .map(p -> new Read(p.type(), reading.value())))
                    .toList();
        }
    }

    /// Leaves out every member of every answer, one at a time: what depends on it may be absent or puzzle, but no
    /// property gets another value for it, and no thing disappears.
    @Test
    void C13_what_the_vendor_leaves_out_is_never_made_up() {
        Round whole = good(trial());
        int calls = callsOfARound();
        for (int call = 0; call < calls; call++) {
            for (JsonText.Leaf leaf : Answers.leaves(vendor(), call, () -> trial().round())) {
                if (leaf.member()) {
                    vendor().faults().rewriting(call, body -> JsonText.without(body, leaf.index()));
                    addsNothing(whole, trial().round(), "leaf " + leaf.index() + " = " + leaf.raw());
                }
            }
        }
    }

    @Test
    void C13_an_answer_without_any_field_brings_no_value() {
        Round whole = good(trial());
        vendor().faults().set(Fault.MISSING_FIELDS);
        Round bare = trial().round();
        addsNothing(whole, bare, "all fields");
        assertThat(bare.readings())
                .as("C13 readings without any field")
                .allMatch(r -> r.value() instanceof Value.Absent);
    }

    private static void addsNothing(Round whole, Round part, String missing) {
        part.things()
                .ifPresent(things -> assertThat(ids(things))
                        .as("C16 things without %s", missing)
                        .isEqualTo(ids(whole.things().orElseThrow())));
        for (Typed property : Typed.of(part.things().orElse(List.of()))) {
            Optional<Value> before = value(whole, property);
            value(part, property)
                    .filter(value -> !(value instanceof Value.Absent))
                    .ifPresent(value -> assertThat(Optional.of(value))
                            .as("C13 %s without %s", property, missing)
                            .isEqualTo(before));
        }
    }

    private static Optional<Value> value(Round round, Typed property) {
        return round.readings().stream()
                .filter(property::isOf)
                .map(Reading::value)
                .findFirst();
    }
}
