package io.patchbay.server.vendor;

import io.patchbay.connector.Reply;
import io.patchbay.connector.description.Limit;
import io.patchbay.server.catalogue.Technology;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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
    /// Who comes later than this for a kept place gets a new one: many late calls at once would break the limit.
    private static final long KEPT = Duration.ofSeconds(5).toMillis() * 1000;

    private static final long SWEEP = Duration.ofMinutes(1).toMillis() * 1000;
    private static final int MOST_PER_ROUND = 50;

    private record Key(int limit, UUID of) {}

    private final List<Limit> limits;
    private final Limit.Scope pausing;
    private final long unaskedPause;
    private final InstantSource clock;
    private final Map<Key, Lane> lanes = new HashMap<>();
    private final Map<UUID, Pause> pauses = new HashMap<>();
    private final Map<UUID, List<Long>> kept = new HashMap<>();
    private final Map<UUID, Double> rounds = new HashMap<>();
    private long sweepAt;

    Budgets(Technology technology, InstantSource clock) {
        List<Limit> published = technology.description().limits();
        this.limits = technology.limited() ? published : List.of();
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
        Optional<Pause> pause = pause(account).filter(p -> p.isRamping(now));
        long at = pause.map(Pause::peek).orElse(now);
        for (Lane lane : concerned) {
            at = Math.max(at, lane.earliest(now));
        }
        if (at <= latest) {
            pause.ifPresent(Pause::place);
            for (Lane lane : concerned) {
                lane.book(at);
            }
        }
        return at;
    }

    /// Books the places that a round of the account will need, as its latest rounds did.
    synchronized List<Long> bookRound(Account account, int units) {
        double usual = rounds.getOrDefault(account.instance(), 1.0);
        rounds.put(account.instance(), Math.max(1.0, usual * 0.98));
        int places = Math.max(units, (int) Math.round(usual));
        List<Long> times = new ArrayList<>(places);
        for (int i = 0; i < places; i++) {
            times.add(book(account, Long.MAX_VALUE));
        }
        return times;
    }

    /// A round of the account needed this many places.
    synchronized void needed(Account account, int places) {
        rounds.merge(account.instance(), (double) Math.min(places, MOST_PER_ROUND), Math::max);
    }

    /// Keeps places until the client comes again.
    synchronized void keep(UUID client, List<Long> places) {
        kept.put(client, places);
    }

    /// When the kept places of a client begin; empty if it has none, or lost them by coming late or because the vendor
    /// has asked for time since.
    synchronized Optional<Long> keptFrom(Account account) {
        long now = now();
        Optional<List<Long>> places = account.client().map(kept::get);
        boolean late = places.filter(p -> p.getFirst() + KEPT < now).isPresent();
        boolean refused = pause(account).filter(p -> p.isOn(now)).isPresent();
        if (late || refused) {
            account.client().ifPresent(kept::remove);
            return Optional.empty();
        }
        return places.map(List::getFirst);
    }

    synchronized List<Long> claim(UUID client) {
        return Optional.ofNullable(kept.remove(client)).orElse(List.of());
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
        kept.values().removeIf(places -> places.getLast() + KEPT < now);
        rounds.keySet().removeIf(instance -> rounds.getOrDefault(instance, 1.0) <= 1.0);
    }
}
