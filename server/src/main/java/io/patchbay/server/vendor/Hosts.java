package io.patchbay.server.vendor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.patchbay.server.catalogue.Technology;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// What is known of hosts, and shared by all who call them: how many calls may be under way to one, so that a slow one
/// does not take all of the engine, and whether it is down. Thread-safe.
final class Hosts {
    /// Longer than any call with all its waiting: nobody holds a place of a host that is forgotten.
    private static final Duration REMEMBERED = Duration.ofHours(1);

    /// @param connections those that wait for a call
    /// @param free places for calls under way
    record Host(HostConnections connections, Semaphore free, Circuit circuit) {
        String name() {
            return connections.name();
        }
    }

    private final int most;
    private final InstantSource clock;
    private final Cache<Origin, Host> known =
            // they are few: another thread for what is to be forgotten would cost every call
            Caffeine.newBuilder()
                    .expireAfterAccess(REMEMBERED)
                    .executor(Runnable::run)
                    .build();

    Hosts(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    Host of(URI uri) {
        return known.get(Origin.of(uri), _ -> {
            HostConnections connections = HostConnections.to(uri);
            return new Host(connections, new Semaphore(most, true), new Circuit(connections.name(), clock));
        });
    }

    /// How they fare: those of these technologies by name, others by number only.
    HostsHealth health(Collection<Technology> technologies) {
        List<HostsHealth.OfTechnology> own = new ArrayList<>();
        Set<Origin> named = new HashSet<>();
        for (Technology technology : technologies) {
            if (technology.baseUrl().getHost() != null) {
                Origin origin = Origin.of(technology.baseUrl());
                Host host = known.policy().getIfPresentQuietly(origin);
                named.add(origin);
                if (host != null) {
                    own.add(new HostsHealth.OfTechnology(
                            technology.typeId(),
                            host.name(),
                            HostsHealth.Condition.of(host.circuit().state())));
                }
            }
        }
        List<Host> others = known.asMap().entrySet().stream()
                .filter(entry -> !named.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        int down = (int) others.stream()
                .filter(host -> host.circuit().state() != Circuit.State.CLOSED)
                .count();
        return new HostsHealth(List.copyOf(own), others.size(), down);
    }

    /// How many have their circuit in this state; for metrics.
    long count(Circuit.State state) {
        return known.asMap().values().stream()
                .filter(host -> host.circuit().state() == state)
                .count();
    }
}
