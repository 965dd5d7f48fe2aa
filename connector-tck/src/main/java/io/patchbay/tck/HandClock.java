package io.patchbay.tck;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that moves by hand only.
public final class HandClock implements InstantSource {
    private volatile Instant now;

    public HandClock(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    public void set(Instant time) {
        now = time;
    }

    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }
}
