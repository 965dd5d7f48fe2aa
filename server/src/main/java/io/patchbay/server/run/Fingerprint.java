package io.patchbay.server.run;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.patchbay.server.thing.Report;
import io.patchbay.thing.Action;
import io.patchbay.thing.Attribute;
import io.patchbay.thing.Availability;
import io.patchbay.thing.Component;
import io.patchbay.thing.Parameter;
import io.patchbay.thing.Property;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Thing;
import io.patchbay.thing.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// A report in 128 bits: equal reports have equal ones, and others never do in practice. Times of readings count: the
/// same value measured later is news of its freshness. It is taken of every poll, so it goes over the fields and makes
/// no texts. Its seed is this process's own: fingerprints are kept in memory only, and nobody outside can aim at a
/// collision.
final class Fingerprint {
    private static final Hasher128 HASH = Hashing.xxh3_128(new SecureRandom().nextLong());

    private final HashStream128 stream = HASH.hashStream();
    private String thing = "";
    private String component = "";

    private Fingerprint() {}

    static HashValue128 of(Report report) {
        return new Fingerprint().add(report).get();
    }

    private Fingerprint add(Report report) {
        stream.putBoolean(report.things().isPresent());
        if (report.things().isPresent()) {
            each(report.things().get(), this::add);
        }
        each(report.readings(), this::add);
        each(sorted(report.statuses()), this::add);
        return this;
    }

    private void add(Thing thing) {
        stream.putString(thing.id())
                .putString(thing.name())
                .putString(thing.manufacturer())
                .putString(thing.displayType())
                .putString(thing.mainComponentId())
                .putString(thing.status().name());
        each(thing.attributes(), this::add);
        each(thing.components(), this::add);
    }

    private void add(Attribute attribute) {
        stream.putString(attribute.name()).putString(attribute.value());
    }

    private void add(Component component) {
        stream.putString(component.id()).putString(component.name()).putString(component.componentType());
        each(sorted(component.capabilities()), stream::putString);
        each(component.properties(), this::add);
        each(component.actions(), this::add);
    }

    private void add(Property property) {
        stream.putString(property.id())
                .putString(property.name())
                .putString(property.type().name());
    }

    private void add(Action action) {
        stream.putString(action.id()).putString(action.name());
        each(action.parameters(), this::add);
    }

    private void add(Parameter parameter) {
        stream.putString(parameter.name())
                .putString(parameter.type().name())
                .putBoolean(parameter.required())
                .putOptional(parameter.minimum(), (limit, sink) -> add(limit))
                .putOptional(parameter.maximum(), (limit, sink) -> add(limit));
        each(parameter.choices(), stream::putString);
    }

    private void add(Reading reading) {
        // mostly those of the reading before
        boolean same = reading.thingId().equals(thing) && reading.componentId().equals(component);
        stream.putBoolean(same);
        if (!same) {
            thing = reading.thingId();
            component = reading.componentId();
            stream.putString(thing).putString(component);
        }
        stream.putString(reading.propertyId());
        switch (reading.value()) {
            case Value.Absent _ -> stream.putByte((byte) 0);
            case Value.Flag flag -> stream.putByte((byte) 1).putBoolean(flag.on());
            case Value.Text text -> stream.putByte((byte) 2).putString(text.text());
            case Value.Decimal decimal -> {
                stream.putByte((byte) 3);
                add(decimal.number());
            }
        }
        Instant at = reading.at();
        stream.putLong(at.getEpochSecond()).putInt(at.getNano());
    }

    private void add(BigDecimal number) {
        BigInteger digits = number.unscaledValue();
        stream.putInt(number.scale());
        if (digits.bitLength() < Long.SIZE) {
            stream.putByte((byte) 0).putLong(digits.longValue());
        } else {
            stream.putByte((byte) 1).putByteArray(digits.toByteArray());
        }
    }

    private void add(Map.Entry<String, Availability> status) {
        stream.putString(status.getKey()).putString(status.getValue().name());
    }

    /// With their number, so that no two lists look alike.
    private <T> void each(Collection<T> all, Consumer<T> add) {
        stream.putInt(all.size());
        all.forEach(add);
    }

    /// Equal sets need not have equal orders.
    private static Collection<String> sorted(Set<String> set) {
        return set.size() < 2 ? set : new TreeSet<>(set);
    }

    private static Collection<Map.Entry<String, Availability>> sorted(Map<String, Availability> map) {
        return (map.size() < 2 ? map : new TreeMap<>(map)).entrySet();
    }

    private HashValue128 get() {
        return stream.get();
    }
}
