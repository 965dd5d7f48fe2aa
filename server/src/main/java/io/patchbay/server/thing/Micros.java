package io.patchbay.server.thing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.function.Function;

/// Times as PostgreSQL keeps them, for statements that take many at once: numbers go as they are, texts would be
/// written, escaped and parsed. In SQL: `timestamptz 'epoch' + at * interval '1 microsecond'`.
final class Micros {
    private Micros() {}

    static long of(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static <T> Long[] of(Collection<T> rows, Function<T, Instant> time) {
        return rows.stream().map(row -> of(time.apply(row))).toArray(Long[]::new);
    }
}
