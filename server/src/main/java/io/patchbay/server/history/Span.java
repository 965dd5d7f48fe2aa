package io.patchbay.server.history;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How far back a curve goes, and how wide its buckets are where there are too many values to draw each.
public enum Span {
    HOUR(Duration.ofHours(1), Duration.ofSeconds(5)),
    DAY(Duration.ofDays(1), Duration.ofMinutes(2)),
    WEEK(Duration.ofDays(7), Duration.ofMinutes(15)),
    MONTH(Duration.ofDays(30), Duration.ofHours(1));

    private final Duration length;
    private final Duration bucket;

    Span(Duration length, Duration bucket) {
        this.length = length;
        this.bucket = bucket;
    }

    Duration length() {
        return length;
    }

    Duration bucket() {
        return bucket;
    }

    /// As in an address: `hour`.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Span> of(String wire) {
        return Arrays.stream(values()).filter(span -> span.wire().equals(wire)).findFirst();
    }
}
