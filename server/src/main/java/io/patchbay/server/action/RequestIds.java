package io.patchbay.server.action;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Ids in the order of time: UUIDs of version 7, whose twelve bits after the milliseconds carry their
/// fraction (RFC 9562, sections 5.7 and 6.2, method 3).
final class RequestIds {
    private RequestIds() {}

    static UUID at(Instant time) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
        long high = ((micros / 1000) << 16) | 0x7000 | (micros % 1000 * 4096 / 1000);
        long low = (ThreadLocalRandom.current().nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(high, low);
    }
}
