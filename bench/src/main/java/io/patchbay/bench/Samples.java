package io.patchbay.bench;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Counts stacks of a profile.
final class Samples {
    private static final String OWN = "io.patchbay.";

    private final Map<String, Long> stacks = new HashMap<>();
    private final Map<String, Long> threads = new HashMap<>();
    private final Map<String, Long> leaves = new HashMap<>();
    private final Map<String, Long> own = new HashMap<>();
    private final Map<String, Long> whole = new HashMap<>();
    private long total;

    /// @param thread its name, without what tells it from others of its kind
    /// @param frames from the outermost call to the innermost
    void add(String thread, List<String> frames) {
        total++;
        stacks.merge(thread + ";" + String.join(";", frames), 1L, Long::sum);
        threads.merge(thread, 1L, Long::sum);
        leaves.merge(frames.getLast(), 1L, Long::sum);
        String last = frames.reversed().stream()
                .filter(frame -> frame.startsWith(OWN))
                .findFirst()
                .orElse("none: " + thread);
        own.merge(last, 1L, Long::sum);
        new HashSet<>(frames).forEach(frame -> whole.merge(frame, 1L, Long::sum));
    }

    /// One whose stack could not be told.
    void addUnknown() {
        add("unknown", List.of("unknown"));
    }

    long total() {
        return total;
    }

    Map<String, Long> threads() {
        return Map.copyOf(threads);
    }

    Map<String, Long> leaves() {
        return Map.copyOf(leaves);
    }

    Map<String, Long> own() {
        return Map.copyOf(own);
    }

    Map<String, Long> whole() {
        return Map.copyOf(whole);
    }

    /// A line for each stack: its frames from the outermost, and how often.
    List<String> collapsed() {
        return stacks.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .sorted()
                .toList();
    }
}
