package io.patchbay.server.cluster;

import org.jdbi.v3.core.Handle;

/// Whether this node alone writes to the database, so that what it remembers of it is what is stored.
@FunctionalInterface
public interface Alone {
    /// True if this node owned every slice five seconds ago at most. A former owner that wakes up late learns it here
    /// before it says anything from memory. Any thread, at once.
    boolean isAlone();

    /// Makes sure, before something is changed that nodes remember, that no other node remembers it: that this one
    /// is alone, or was no more than five seconds ago, or still is until the transaction ends.
    ///
    /// @throws io.patchbay.server.web.ApiException 503 if another node has taken over
    default void hold(Handle tx) {}
}
