package io.patchbay.server.run;

import io.patchbay.connector.Memory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a client remembers, and which of it is not stored yet. Thread-safe.
final class ClientMemory implements Memory {
    private static final int MOST_KEYS = 32;
    private static final int LONGEST_KEY = 100;
    private static final int LONGEST_VALUE = 2000;

    private final Map<String, String> all;
    private final Map<String, String> changed = new HashMap<>(0);

    ClientMemory(Map<String, String> stored) {
        all = new HashMap<>(stored);
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
        if (!value.equals(all.put(key, value))) {
            changed.put(key, value);
        }
    }

    /// What is to be stored.
    synchronized Map<String, String> changes() {
        return Map.copyOf(changed);
    }

    synchronized void stored(Map<String, String> changes) {
        changes.forEach(changed::remove);
    }
}
