package io.patchbay.tck;

import io.patchbay.connector.Memory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A memory with the documented limits, that outlives a client when the next one is given the same.
public final class TestMemory implements Memory {
    private final Map<String, String> values = new ConcurrentHashMap<>();

    @Override
    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public void put(String key, String value) {
        boolean full = values.size() >= 32 && !values.containsKey(key);
        if (full || key.length() > 100 || value.length() > 2000) {
            throw new IllegalArgumentException("a memory has 32 keys of 100 characters with 2,000 characters each");
        }
        values.put(key, value);
    }

    public Map<String, String> all() {
        return Map.copyOf(values);
    }
}
