package io.patchbay.server.history;

import java.util.List;

/// A row of an answer.
sealed interface Row permits HistoryEntry, HistoryBucket {
    /// As a line of CSV, in the order of its header.
    List<String> cells();
}
