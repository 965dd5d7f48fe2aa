package io.patchbay.server.cluster;

/// A slice as it was owned when work began. Whoever writes for a client passes it on; the write is refused if
/// the slice has a newer epoch by then.
public record Epoch(Slice slice, long number) {}
