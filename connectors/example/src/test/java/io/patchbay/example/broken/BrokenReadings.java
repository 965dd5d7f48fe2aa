package io.patchbay.example.broken;

import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Component;
import io.patchbay.thing.Property;
import io.patchbay.thing.PropertyType;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import io.patchbay.thing.Value;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

final class BrokenReadings {
    private BrokenReadings() {}

    static List<Variant> all() {
        return List.of(
                polling("C07_readings_carry_the_vendors_time", (good, context, sink) -> {
                    Instant now = context.clock().instant();
                    good.poll(Passing.readings(sink, r -> with(r, r.value(), now)));
                }),
                polling("C08_readings_name_properties_that_were_reported", (good, _, sink) -> {
                    good.poll(sink);
                    sink.reading(new Reading("s-1", "weather", "pressure", new Value.Absent(), Instant.EPOCH));
                }),
                valued(
                        "C09_values_have_the_type_of_their_property",
                        value -> value instanceof Value.Decimal ? Value.of(value.wire()) : value),
                polling(
                        "C09_values_have_the_unit_of_their_property",
                        (good, _, sink) -> good.poll(Passing.readings(sink, r -> with(r, kelvin(r), r.at())))),
                valued(
                        "C13_what_the_vendor_leaves_out_is_never_made_up",
                        value -> value instanceof Value.Absent ? Value.of(0) : value),
                polling("C13_an_answer_without_any_field_brings_no_value", (good, _, sink) -> {
                    try {
                        good.poll(sink);
                    } catch (ConnectorException e) {
                        if (e.failure() instanceof Failure.Puzzled) {
                            sink.things(Stream.of("s-1", "s-2", "s-3")
                                    .map(BrokenReadings::station)
                                    .toList());
                            sink.reading(new Reading("s-1", "weather", "temperature", Value.of(0), Instant.EPOCH));
                        }
                        throw e;
                    }
                }));
    }

    private static Variant polling(String rule, Altered.Polling part) {
        return new Variant(rule, () -> new Altered().polling(part));
    }

    private static Variant valued(String rule, UnaryOperator<Value> change) {
        return polling(
                rule,
                (good, _, sink) -> good.poll(Passing.readings(sink, r -> with(r, change.apply(r.value()), r.at()))));
    }

    private static Value kelvin(Reading reading) {
        return reading.propertyId().equals("temperature") && reading.value() instanceof Value.Decimal(var celsius)
                ? Value.of(celsius.doubleValue() + 273.15)
                : reading.value();
    }

    private static Reading with(Reading r, Value value, Instant at) {
        return new Reading(r.thingId(), r.componentId(), r.propertyId(), value, at);
    }

    private static Thing station(String id) {
        Property temperature = new Property("temperature", "Temperature", PropertyType.TEMPERATURE);
        return new Thing(
                id,
                id,
                "",
                "WEATHER_STATION",
                "weather",
                Availability.UNKNOWN,
                List.of(),
                List.of(new Component("weather", "Weather", "WEATHER", Set.of(), List.of(temperature), List.of())));
    }
}
