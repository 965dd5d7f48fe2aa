package io.patchbay.server.vendor;

/// Waiting for a time.
interface Until {
    /// @param micros since the epoch; returns at once if that has passed
    void reached(long micros) throws InterruptedException;
}
