package io.patchbay.server.vendor;

import io.patchbay.connector.Reply;
import io.patchbay.connector.description.Limit;
import io.patchbay.server.catalogue.Technology;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// What may be asked of one technology's vendor, and when: every limit of every instance and client, the pauses the
/// vendor asked for, and the places that are kept for clients whose round had to be postponed. The one place where a
/// call's turn is decided. Thread-safe; never blocks for long. Times are microseconds since the epoch.
final class Budgets {
    /// A place this near is waited for.
    static final long NEAR = 5_000;

    /// Who comes later than this for a kept place gets a new one: many late calls at once would break the limit.
    private static final long LATE = Duration.ofSeconds(5).toMillis() * 1000;

    private static final long SWEEP = Duration.ofMinutes(1).toMillis() * 1000;
    private static final int MOST_PER_ROUND = 50;

    private record Key(int limit, UUID of) {}

    private final List<Limit> limits;
    private final Limit.Scope pausing;
    private final long unaskedPause;
    private final InstantSource clock;
    private final Map<Key, Lane> lanes = new HashMap<>();
    private final Map<UUID, Pause> pauses = new HashMap<>();
    private final Map<UUID, Reservation> kept = new HashMap<>();
    private final Map<UUID, Double> rounds = new HashMap<>();
    private long sweepAt;

    Budgets(Technology technology, InstantSource clock) {
        List<Limit> published = technology.description().limits();
        this.limits = technology.limited()
                ? published.stream()
                        .sorted(Comparator.comparing(Limit::scope).reversed())
                        .toList()
                : List.of();
        this.pausing = published.stream().anyMatch(l -> l.scope() == Limit.Scope.CLIENT)
                        && published.stream().noneMatch(l -> l.scope() == Limit.Scope.INSTANCE)
                ? Limit.Scope.CLIENT
                : Limit.Scope.INSTANCE;
        Duration interval = technology.interval();
        Duration longest = Duration.ofSeconds(30);
        this.unaskedPause = (interval.compareTo(longest) < 0 ? interval : longest).toNanos() / 1000;
        this.clock = clock;
    }

    long now() {
        return Lane.micros(clock.instant());
    }

    /// Books one place in every budget of the account.
    ///
    /// @param latest books nothing if the place would be later
    /// @return when the call may go, also if nothing was booked
    synchronized long book(Account account, long latest) {
        long now = now();
        sweep(now);
        List<Lane> concerned = lanes(account);
        long at = Math.max(
                now,
                concerned.stream().mapToLong(lane -> lane.earliest(now)).max().orElse(now));
        Optional<Pause> pause = pause(account).filter(p -> p.isRamping(now));
        at = Math.max(at, pause.map(Pause::peek).orElse(now));
        if (at <= latest) {
            pause.ifPresent(Pause::place);
            concerned.forEach(lane -> lane.book(lane.earliest(now)));
        }
        return at;
    }

    /// The places of a client's round: as many as its instance's latest rounds took. If they begin later, they are
    /// kept until the client comes again.
    ///
    /// @return when each call of the round may go; the first one not later than `near` if the round may begin
    synchronized List<Long> begin(Account account, UUID client, int units) {
        long now = now();
        sweep(now);
        Reservation reservation = kept.get(client);
        if (reservation != null && (reservation.from() + LATE < now || isPaused(account, now))) {
            reservation = null;
        }
        if (reservation == null) {
            int places = Math.max(units, (int) Math.round(rounds.getOrDefault(account.instance(), 1.0)));
            reservation = new Reservation(places, pausedUntil(account, now));
        }
        reservation.advance(lanes(account), now, now + NEAR);
        if (reservation.from() > now + NEAR) {
            kept.put(client, reservation);
        } else {
            kept.remove(client);
            rounds.computeIfPresent(account.instance(), (_, usual) -> Math.max(1.0, usual * 0.98));
        }
        return reservation.places();
    }

    /// A round of the account has taken this many places so far.
    synchronized void took(Account account, int places) {
        if (places > 1) {
            rounds.merge(account.instance(), (double) Math.min(places, MOST_PER_ROUND), Math::max);
        }
    }

    /// Learns from the vendor's answer.
    ///
    /// @param sent when the call went
    synchronized void saw(Account account, long sent, Reply reply) {
        Optional<UUID> of = account.in(pausing);
        if (of.isEmpty()) {
            return;
        }
        long now = now();
        if (reply.status() == 429) {
            Instant today = clock.instant();
            long asked = reply.header("retry-after")
                    .flatMap(text -> RetryAfter.parse(text, today))
                    .map(wait -> Math.max(1_000_000, wait.toNanos() / 1000))
                    .orElse(0L);
            pauses.computeIfAbsent(of.get(), _ -> new Pause()).begin(now, sent, asked, unaskedPause);
        } else if (reply.status() < 400) {
            Pause pause = pauses.get(of.get());
            if (pause != null && !pause.isRamping(now)) {
                pauses.remove(of.get());
            }
        }
    }

    /// How many budgets and places are remembered; for tests and metrics.
    synchronized int size() {
        return lanes.size() + pauses.size() + kept.size();
    }

    private Optional<Pause> pause(Account account) {
        return account.in(pausing).map(pauses::get);
    }

    private boolean isPaused(Account account, long now) {
        return pause(account).filter(p -> p.isOn(now)).isPresent();
    }

    private long pausedUntil(Account account, long now) {
        return pause(account).filter(p -> p.isRamping(now)).map(Pause::place).orElse(now);
    }

    /// From the narrowest to the widest.
    private List<Lane> lanes(Account account) {
        return Stream.iterate(0, i -> i < limits.size(), i -> i + 1)
                .flatMap(i -> account.in(limits.get(i).scope()).map(of -> new Key(i, of)).stream())
                .map(key -> lane(key, account))
                .toList();
    }

    private Lane lane(Key key, Account account) {
        Limit limit = limits.get(key.limit());
        int calls = account.calls(limit);
        Lane lane = lanes.get(key);
        if (lane == null || lane.calls() != calls) {
            lane = new Lane(calls, limit.per(), lane == null ? 0 : lane.next());
            lanes.put(key, lane);
        }
        return lane;
    }

    private void sweep(long now) {
        if (now < sweepAt) {
            return;
        }
        sweepAt = now + SWEEP;
        lanes.values().removeIf(lane -> lane.isIdle(now));
        // a pause that ended long ago says nothing of the next one
        pauses.values().removeIf(pause -> !pause.isRamping(now - 60 * SWEEP));
        kept.values().removeIf(reservation -> reservation.to() + LATE < now);
        rounds.keySet().removeIf(instance -> rounds.getOrDefault(instance, 1.0) <= 1.0);
    }
}
