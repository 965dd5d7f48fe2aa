package io.patchbay.simulators;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The keys of a simulated account.
final class AppKeys {
    private static final String REFUSED = """
            {"cod":401, "message": "Invalid API key. Please see https://openweathermap.org/faq#error401 for more info."}""";
    private static final String NOT_SUBSCRIBED = """
            {"cod":401, "message": "Please note that using One Call 3.0 requires a separate subscription to the One Call \
            by Call plan. Learn more here https://openweathermap.org/price."}""";

    /// @param from when it starts to work; the vendor takes up to two hours
    /// @param lacks paths that the subscription does not include
    private record AppKey(Instant from, Set<String> lacks) {}

    private final Map<String, AppKey> keys = new ConcurrentHashMap<>();

    void put(String key, Instant from, Set<String> lacks) {
        keys.put(key, new AppKey(from, Set.copyOf(lacks)));
    }

    /// The body of the vendor's 401. It says the same of a key that is wrong and of one that is not active yet.
    Optional<String> refusal(String key, String path, Instant now) {
        AppKey known = keys.get(key);
        if (known == null || now.isBefore(known.from())) {
            return Optional.of(REFUSED);
        }
        return known.lacks().contains(path) ? Optional.of(NOT_SUBSCRIBED) : Optional.empty();
    }

    static String refused() {
        return REFUSED;
    }
}
