package io.patchbay.server.history;

import java.util.List;
import java.util.Optional;

/// @param next where to go on; empty if this was all
record HistoryPage(List<? extends Row> rows, Optional<Cursor> next) {}
