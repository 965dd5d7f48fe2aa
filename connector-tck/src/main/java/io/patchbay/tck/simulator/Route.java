package io.patchbay.tck.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One path of a simulated vendor, such as `/v1/stations/{id}`.
record Route(String method, List<String> segments, Handler handler) {

    static Route of(String method, String path, Handler handler) {
        return new Route(method, split(path), handler);
    }

    static List<String> split(String path) {
        return List.of(path.split("/", -1));
    }

    /// What the names in braces stand for; empty if this route does not match.
    Optional<Map<String, String>> match(String asked, List<String> path) {
        if (!method.equals(asked) || segments.size() != path.size()) {
            return Optional.empty();
        }
        Map<String, String> parts = new HashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String segment = segments.get(i);
            if (segment.startsWith("{") && !path.get(i).isEmpty()) {
                parts.put(segment.substring(1, segment.length() - 1), path.get(i));
            } else if (!segment.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(parts);
    }
}
