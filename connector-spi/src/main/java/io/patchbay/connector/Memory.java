package io.patchbay.connector;

import java.util.Optional;

/// What a client wants to know again after a restart: a cursor, a resolved place. At most 32 keys of 100
/// characters with values of 2,000 characters; never a secret. Written with the readings of the same call.
public interface Memory {
    Optional<String> get(String key);

    /// @throws IllegalArgumentException beyond the limits above
    void put(String key, String value);
}
