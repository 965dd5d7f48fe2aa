package io.patchbay.bench;

import io.patchbay.bench.lab.Window;
import io.patchbay.bench.load.Load;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is told beside a number.
final class Notes {
    private Notes() {}

    /// Processor time per operation: of the service and its database, and of the programs of the limit. Neither counts
    /// who asks them.
    static Map<String, Object> of(Window ours, Window limit) {
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("CPU µs", ours.micros());
        notes.put("limit's CPU µs", limit.micros());
        return notes;
    }

    /// The same, and how long answers took.
    static Map<String, Object> of(List<Load> loads, Window ours, Window limit) {
        Map<String, Object> notes = of(ours, limit);
        notes.put("median ms", percentile(loads, 50));
        notes.put("p99 ms", percentile(loads, 99));
        return notes;
    }

    private static double percentile(List<Load> loads, double percent) {
        return Rounds.median(
                loads.stream().map(load -> load.percentile(percent)).toList());
    }
}
