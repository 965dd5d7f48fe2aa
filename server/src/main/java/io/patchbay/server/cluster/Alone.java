package io.patchbay.server.cluster;

/// Whether this node alone writes to the database, so that what it remembers of it is what is stored.
@FunctionalInterface
public interface Alone {
    /// True if this node owned every slice five seconds ago at most. A former owner that wakes up late learns it here
    /// before it says anything from memory. Any thread, at once.
    boolean isAlone();
}
