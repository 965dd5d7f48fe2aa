package io.patchbay.server.run;

import io.patchbay.connector.Memory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a client remembers, and which of it is not stored yet. It changes seldom and there are as many as clients, so
/// its maps are the small ones that cannot be changed. Thread-safe.
final class ClientMemory implements Memory {
    private static final int MOST_KEYS = 32;
    private static final int LONGEST_KEY = 100;
    private static final int LONGEST_VALUE = 2000;

    private Map<String, String> all;
    private Map<String, String> changed = Map.of();

    ClientMemory(Map<String, String> stored) {
        all = Map.copyOf(stored);
    }

    @Override
    public synchronized Optional<String> get(String key) {
        return Optional.ofNullable(all.get(key));
    }

    @Override
    public synchronized void put(String key, String value) {
        if (key.isEmpty() || key.length() > LONGEST_KEY || value.length() > LONGEST_VALUE) {
            throw new IllegalArgumentException("a memory's key has 1 to 100 characters and its value at most 2,000");
        }
        if (!all.containsKey(key) && all.size() >= MOST_KEYS) {
            throw new IllegalArgumentException("a memory has at most 32 keys");
        }
        if (!value.equals(all.get(key))) {
            all = with(all, key, value);
            changed = with(changed, key, value);
        }
    }

    /// What is to be stored.
    synchronized Map<String, String> changes() {
        return changed;
    }

    synchronized void stored(Map<String, String> changes) {
        Map<String, String> left = new HashMap<>(changed);
        changes.forEach(left::remove);
        changed = Map.copyOf(left);
    }

    private static Map<String, String> with(Map<String, String> map, String key, String value) {
        Map<String, String> more = new HashMap<>(map);
        more.put(key, value);
        return Map.copyOf(more);
    }
}
