package io.patchbay.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Slows down who guesses credentials. Each failure counts against a few keys; above a key's free failures the next
/// attempt has to wait 1 s, 2 s, 4 s and so on to a minute. Failures are forgotten one by one, so nobody is locked
/// out for good; success forgets those of the account at once.
///
/// Kept in memory and per node, for at most 100,000 keys: a restart forgives.
@Singleton
final class Throttle {
    private static final Duration FORGETS_ONE = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Cache<Key, Failures> failures;

    Throttle(InstantSource clock) {
        this.clock = clock;
        this.failures = Caffeine.newBuilder()
                .maximumSize(100_000)
                .expireAfterWrite(Duration.ofHours(1))
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .executor(Runnable::run)
                .build();
    }

    private record Key(String kind, String who, int free) {}

    private record Failures(double count, Instant last, Instant until) {}

    /// Who attempts what: one account from one address has few tries; one account from anywhere, and one address for
    /// any account, have more, because honest users share both with the attacker.
    record Attempt(String kind, String account, String address) {
        Attempt {
            address = network(address);
        }

        private List<Key> ofAccount() {
            return List.of(new Key(kind, account + " from " + address, 5), new Key(kind + " of account", account, 50));
        }

        private Stream<Key> all() {
            return Stream.concat(ofAccount().stream(), Stream.of(new Key(kind + " from address", address, 50)));
        }

        /// Whoever has one IPv6 address has the other 2^64 of its network too.
        private static String network(String address) {
            try {
                byte[] bytes = InetAddress.ofLiteral(address).getAddress();
                return bytes.length == 16 ? Arrays.toString(Arrays.copyOf(bytes, 8)) : address;
            } catch (IllegalArgumentException e) {
                return address;
            }
        }
    }

    /// How long this attempt has to wait; empty if it may be made now.
    Optional<Duration> wait(Attempt attempt) {
        Instant now = clock.instant();
        return attempt.all()
                .map(failures::getIfPresent)
                .flatMap(Stream::ofNullable)
                .map(Failures::until)
                .filter(now::isBefore)
                .map(until -> Duration.between(now, until))
                .max(Comparator.naturalOrder());
    }

    void failed(Attempt attempt) {
        Instant now = clock.instant();
        attempt.all()
                .forEach(key -> failures.asMap().compute(key, (_, before) -> {
                    double count = 1;
                    if (before != null) {
                        double forgotten =
                                Duration.between(before.last(), now).toMillis() / (double) FORGETS_ONE.toMillis();
                        count += Math.max(0, before.count() - forgotten);
                    }
                    return new Failures(count, now, now.plus(delay(count - key.free())));
                }));
    }

    void succeeded(Attempt attempt) {
        failures.invalidateAll(attempt.ofAccount());
    }

    private static Duration delay(double above) {
        if (above < 0) {
            return Duration.ZERO;
        }
        long seconds = 1L << Math.min(10, (long) above);
        return Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds()));
    }
}
