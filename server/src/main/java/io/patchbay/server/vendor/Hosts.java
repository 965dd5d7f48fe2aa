package io.patchbay.server.vendor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/// What is known of hosts, and shared by all who call them: how many calls may be under way to one, so that a slow one
/// does not take all of the engine, and whether it is down. Thread-safe.
final class Hosts {
    /// Longer than any call with all its waiting: nobody holds a place of a host that is forgotten.
    private static final Duration REMEMBERED = Duration.ofHours(1);

    /// @param name as people know it: without the port that its scheme implies
    /// @param free places for calls under way
    record Host(String name, Semaphore free, Circuit circuit) {}

    private final int most;
    private final InstantSource clock;
    private final Cache<Origin, Host> known =
            Caffeine.newBuilder().expireAfterAccess(REMEMBERED).build();

    Hosts(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    Host of(URI uri) {
        return known.get(Origin.of(uri), _ -> {
            String name = Wire.host(uri);
            return new Host(name, new Semaphore(most, true), new Circuit(name, clock));
        });
    }

    /// How many have their circuit in this state; for metrics.
    long count(Circuit.State state) {
        return known.asMap().values().stream()
                .filter(host -> host.circuit().state() == state)
                .count();
    }
}
