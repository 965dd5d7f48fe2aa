package io.patchbay.server.run;

import io.patchbay.server.thing.Report;
import io.patchbay.thing.Reading;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/// A report in 128 bits: equal reports have equal ones, and others never do in practice. Times of readings count: the
/// same value measured later is news of its freshness.
record Fingerprint(long high, long low) {
    static Fingerprint of(Report report) {
        StringBuilder text = new StringBuilder(512);
        // the records of `thing` print all they hold
        text.append(report.things().isPresent());
        report.things().ifPresent(things -> things.forEach(thing -> add(text, thing.toString())));
        text.append('|');
        for (Reading reading : report.readings()) {
            add(text, reading.thingId());
            add(text, reading.componentId());
            add(text, reading.propertyId());
            add(text, reading.value().getClass().getSimpleName());
            add(text, reading.value().wire());
            text.append(reading.at());
        }
        text.append('|');
        report.statuses().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            add(text, entry.getKey());
            add(text, entry.getValue().name());
        });
        ByteBuffer digest = ByteBuffer.wrap(sha256(text.toString()));
        return new Fingerprint(digest.getLong(), digest.getLong());
    }

    /// With its length, so that no two lists of texts look alike.
    private static void add(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
