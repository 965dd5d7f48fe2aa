package io.patchbay.server.vendor;

import io.patchbay.connector.Reply;
import io.patchbay.connector.description.Limit;
import io.patchbay.server.catalogue.Technology;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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
    private final Map<Key, Allowance> allowances = new HashMap<>();
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

    /// Books one place of a round in every budget of the account.
    ///
    /// @param latest books nothing if the place would be later
    /// @return when the call may go, also if nothing was booked
    synchronized long book(Account account, long latest) {
        long now = now();
        sweep(now);
        List<Lane> concerned = lanes(account);
        long at = afterPause(account, now, concerned.stream().mapToLong(lane -> lane.earliest(now)));
        if (at <= latest) {
            pause(account).filter(p -> p.isRamping(now)).ifPresent(Pause::place);
            concerned.forEach(lane -> lane.book(lane.earliest(now)));
        }
        return at;
    }

    /// Books one place for a call that somebody waits for: what is kept for such calls is open to it, too.
    ///
    /// @param latest books nothing if the place would be later
    /// @return when the call may go, also if nothing was booked
    synchronized long bookFirst(Account account, long latest) {
        long now = now();
        sweep(now);
        List<Allowance> concerned = allowances(account);
        long at = afterPause(account, now, concerned.stream().mapToLong(allowance -> allowance.earliest(now)));
        if (at <= latest) {
            pause(account).filter(p -> p.isRamping(now)).ifPresent(Pause::place);
            concerned.forEach(allowance -> allowance.book(now));
        }
        return at;
    }

    private long afterPause(Account account, long now, LongStream places) {
        long pause =
                pause(account).filter(p -> p.isRamping(now)).map(Pause::peek).orElse(now);
        return Math.max(Math.max(now, pause), places.max().orElse(now));
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

    /// What is left of every limit that concerns an account: of those that were not used lately, all.
    ///
    /// @param client empty for the instance's view
    synchronized List<Remaining> remaining(UUID instance, Optional<UUID> client) {
        long now = now();
        List<Remaining> all = new ArrayList<>();
        for (int i = 0; i < limits.size(); i++) {
            Limit limit = limits.get(i);
            Optional<UUID> of = Account.in(limit.scope(), instance, client);
            Allowance known = of.isEmpty() ? null : allowances.get(new Key(i, of.get()));
            if (known != null) {
                all.add(known.remaining(now));
            } else if (of.isPresent() && limit.field().isEmpty()) {
                all.add(new Allowance(limit, limit.calls(), null).remaining(now));
            }
        }
        return all;
    }

    /// A call has gone.
    synchronized void sent(Account account, int units) {
        long now = now();
        allowances(account).forEach(allowance -> allowance.took(now, units));
    }

    /// Learns from the vendor's answer.
    ///
    /// @param sent when the call went
    synchronized void saw(Account account, long sent, Reply reply) {
        Optional<RateLimit> told = RateLimit.of(reply, clock.instant());
        told.ifPresent(limit -> told(account, limit));
        pause(account, sent, reply, told);
    }

    /// The vendor counts what the narrowest scope does for which it would pause; of several limits of that scope it
    /// means the shortest that lasts until the reset.
    private void told(Account account, RateLimit told) {
        long now = now();
        List<Integer> meant = IntStream.range(0, limits.size())
                .filter(i -> limits.get(i).scope() == pausing)
                .boxed()
                .sorted(Comparator.comparing(i -> limits.get(i).per()))
                .toList();
        meant.stream()
                .filter(i ->
                        limits.get(i).per().toNanos() / 1000 >= told.resetIn().orElse(Long.MAX_VALUE))
                .findFirst()
                .or(() -> meant.isEmpty() ? Optional.empty() : Optional.of(meant.getLast()))
                .ifPresent(i -> account.in(pausing)
                        .ifPresent(
                                of -> allowance(new Key(i, of), account).told(now, told.remaining(), told.resetIn())));
    }

    private void pause(Account account, long sent, Reply reply, Optional<RateLimit> told) {
        Optional<UUID> of = account.in(pausing);
        if (of.isEmpty()) {
            return;
        }
        long now = now();
        Optional<Duration> wait = reply.header("retry-after").flatMap(text -> RetryAfter.parse(text, clock.instant()));
        if (reply.status() == 429 || (reply.status() == 503 && wait.isPresent())) {
            long reset = told.map(limit -> limit.resetIn().orElse(0)).orElse(0L);
            long asked =
                    wait.map(time -> Math.max(1_000_000, time.toNanos() / 1000)).orElse(reset);
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
        return allowances.size() + pauses.size() + kept.size();
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

    private List<Lane> lanes(Account account) {
        return allowances(account).stream().map(Allowance::rounds).toList();
    }

    /// From the narrowest to the widest.
    private List<Allowance> allowances(Account account) {
        return Stream.iterate(0, i -> i < limits.size(), i -> i + 1)
                .flatMap(i -> account.in(limits.get(i).scope()).map(of -> new Key(i, of)).stream())
                .map(key -> allowance(key, account))
                .toList();
    }

    private Allowance allowance(Key key, Account account) {
        Limit limit = limits.get(key.limit());
        int calls = account.calls(limit);
        Allowance allowance = allowances.get(key);
        if (allowance == null || allowance.calls() != calls) {
            allowance = new Allowance(limit, calls, allowance);
            allowances.put(key, allowance);
        }
        return allowance;
    }

    private void sweep(long now) {
        if (now < sweepAt) {
            return;
        }
        sweepAt = now + SWEEP;
        allowances.values().removeIf(allowance -> allowance.isIdle(now));
        // a pause that ended long ago says nothing of the next one
        pauses.values().removeIf(pause -> !pause.isRamping(now - 60 * SWEEP));
        kept.values().removeIf(reservation -> reservation.to() + LATE < now);
        rounds.keySet().removeIf(instance -> rounds.getOrDefault(instance, 1.0) <= 1.0);
    }
}
