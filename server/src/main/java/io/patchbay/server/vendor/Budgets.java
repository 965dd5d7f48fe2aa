package io.patchbay.server.vendor;

import io.patchbay.connector.Reply;
import io.patchbay.connector.description.Limit;
import io.patchbay.server.catalogue.Technology;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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

    private static final Allowance[] NONE = {};

    /// From the narrowest to the widest.
    private final List<Limit> limits;

    /// By whom a limit counts; one map a limit.
    private final List<Map<UUID, Allowance>> allowances;

    /// The limits that the vendor counts by where it says what is left, the shortest first.
    private final List<Integer> told;
    private final Limit.Scope pausing;
    private final long unaskedPause;
    private final InstantSource clock;
    // these are looked at without the lock, too: mostly they are empty, or say what is known already
    private final Map<UUID, Pause> pauses = new ConcurrentHashMap<>();
    private final Map<UUID, Reservation> kept = new ConcurrentHashMap<>();
    private final Map<UUID, Double> rounds = new ConcurrentHashMap<>();
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
        this.allowances =
                limits.stream().<Map<UUID, Allowance>>map(_ -> new HashMap<>()).toList();
        this.told = IntStream.range(0, limits.size())
                .filter(i -> limits.get(i).scope() == pausing)
                .boxed()
                .sorted(Comparator.comparing(i -> limits.get(i).per()))
                .toList();
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
    long book(Account account, long latest) {
        return isOpen() ? now() : bookRound(account, latest);
    }

    private synchronized long bookRound(Account account, long latest) {
        long now = now();
        sweep(now);
        Allowance[] concerned = allowances(account);
        long at = afterPause(account, now);
        for (Allowance allowance : concerned) {
            at = Math.max(at, allowance.rounds().earliest(now));
        }
        if (at <= latest) {
            pausedUntil(account, now);
            for (Allowance allowance : concerned) {
                allowance.rounds().book(allowance.rounds().earliest(now));
            }
        }
        return at;
    }

    /// Books one place for a call that somebody waits for: what is kept for such calls is open to it, too.
    ///
    /// @param latest books nothing if the place would be later
    /// @return when the call may go, also if nothing was booked
    long bookFirst(Account account, long latest) {
        return isOpen() ? now() : bookUrgent(account, latest);
    }

    private synchronized long bookUrgent(Account account, long latest) {
        long now = now();
        sweep(now);
        Allowance[] concerned = allowances(account);
        long at = afterPause(account, now);
        for (Allowance allowance : concerned) {
            at = Math.max(at, allowance.earliest(now));
        }
        if (at <= latest) {
            pausedUntil(account, now);
            for (Allowance allowance : concerned) {
                allowance.book(now);
            }
        }
        return at;
    }

    private long afterPause(Account account, long now) {
        Pause pause = pause(account);
        return pause != null && pause.isRamping(now) ? Math.max(now, pause.peek()) : now;
    }

    /// The places of a client's round: as many as its instance's latest rounds took. If they begin later, they are
    /// kept until the client comes again.
    ///
    /// @return when each call of the round may go; the first one not later than `near` if the round may begin
    List<Long> begin(Account account, UUID client, int units) {
        return isOpen() ? Collections.nCopies(units, now()) : claim(account, client, units);
    }

    /// Whether there is nothing that anybody would have to wait for.
    private boolean isOpen() {
        return limits.isEmpty() && pauses.isEmpty() && kept.isEmpty();
    }

    private synchronized List<Long> claim(Account account, UUID client, int units) {
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
    void took(Account account, int places) {
        double usual = Math.min(places, MOST_PER_ROUND);
        if (places > 1 && rounds.getOrDefault(account.instance(), 0.0) < usual) {
            rounds.merge(account.instance(), usual, Math::max);
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
            Allowance known = of.isEmpty() ? null : allowances.get(i).get(of.get());
            if (known != null) {
                all.add(known.remaining(now));
            } else if (of.isPresent() && limit.field().isEmpty()) {
                all.add(new Allowance(limit, limit.calls(), null).remaining(now));
            }
        }
        return all;
    }

    /// A call has gone.
    void sent(Account account, int units) {
        if (!limits.isEmpty()) {
            count(account, units);
        }
    }

    private synchronized void count(Account account, int units) {
        long now = now();
        for (Allowance allowance : allowances(account)) {
            allowance.took(now, units);
        }
    }

    /// Learns from the vendor's answer.
    ///
    /// @param sent when the call went
    void saw(Account account, long sent, Reply reply) {
        boolean refused = reply.status() == 429 || reply.status() == 503;
        Optional<RateLimit> limit =
                told.isEmpty() && !refused ? Optional.empty() : RateLimit.of(reply, clock.instant());
        if (refused || limit.isPresent() || !pauses.isEmpty()) {
            learn(account, sent, reply, limit);
        }
    }

    private synchronized void learn(Account account, long sent, Reply reply, Optional<RateLimit> limit) {
        UUID of = account.in(pausing).orElse(null);
        if (of != null) {
            limit.ifPresent(l -> told(account, of, l));
            pause(of, sent, reply, limit);
        }
    }

    /// The vendor counts what the narrowest scope does for which it would pause; of several limits of that scope it
    /// means the shortest that lasts until the reset.
    private void told(Account account, UUID of, RateLimit said) {
        long until = said.resetIn().orElse(Long.MAX_VALUE);
        for (int i : told) {
            if (limits.get(i).per().toNanos() / 1000 >= until || i == told.getLast()) {
                allowance(i, of, account).told(now(), said.remaining(), said.resetIn());
                return;
            }
        }
    }

    private void pause(UUID of, long sent, Reply reply, Optional<RateLimit> said) {
        long now = now();
        Optional<Duration> wait = reply.header("retry-after").flatMap(text -> RetryAfter.parse(text, clock.instant()));
        if (reply.status() == 429 || (reply.status() == 503 && wait.isPresent())) {
            long reset = said.map(limit -> limit.resetIn().orElse(0)).orElse(0L);
            long asked =
                    wait.map(time -> Math.max(1_000_000, time.toNanos() / 1000)).orElse(reset);
            pauses.computeIfAbsent(of, _ -> new Pause()).begin(now, sent, asked, unaskedPause);
        } else if (reply.status() < 400) {
            Pause pause = pauses.get(of);
            if (pause != null && !pause.isRamping(now)) {
                pauses.remove(of);
            }
        }
    }

    /// How many budgets and places are remembered; for tests and metrics.
    synchronized int size() {
        return allowances.stream().mapToInt(Map::size).sum() + pauses.size() + kept.size();
    }

    private @Nullable Pause pause(Account account) {
        return pauses.isEmpty() ? null : account.in(pausing).map(pauses::get).orElse(null);
    }

    private boolean isPaused(Account account, long now) {
        Pause pause = pause(account);
        return pause != null && pause.isOn(now);
    }

    /// Takes a place after the pause, if there is one.
    private long pausedUntil(Account account, long now) {
        Pause pause = pause(account);
        return pause != null && pause.isRamping(now) ? pause.place() : now;
    }

    private List<Lane> lanes(Account account) {
        Allowance[] concerned = allowances(account);
        Lane[] lanes = new Lane[concerned.length];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = concerned[i].rounds();
        }
        return Arrays.asList(lanes);
    }

    /// Of the limits that apply, in their order.
    private Allowance[] allowances(Account account) {
        if (limits.isEmpty()) {
            return NONE;
        }
        Allowance[] concerned = new Allowance[limits.size()];
        int count = 0;
        for (int i = 0; i < concerned.length; i++) {
            Optional<UUID> of = account.in(limits.get(i).scope());
            if (of.isPresent()) {
                concerned[count++] = allowance(i, of.get(), account);
            }
        }
        return count == concerned.length ? concerned : Arrays.copyOf(concerned, count);
    }

    private Allowance allowance(int number, UUID of, Account account) {
        Limit limit = limits.get(number);
        int calls = account.calls(limit);
        Allowance allowance = allowances.get(number).get(of);
        if (allowance == null || allowance.calls() != calls) {
            allowance = new Allowance(limit, calls, allowance);
            allowances.get(number).put(of, allowance);
        }
        return allowance;
    }

    private void sweep(long now) {
        if (now < sweepAt) {
            return;
        }
        sweepAt = now + SWEEP;
        allowances.forEach(of -> of.values().removeIf(allowance -> allowance.isIdle(now)));
        // a pause that ended long ago says nothing of the next one
        pauses.values().removeIf(pause -> !pause.isRamping(now - 60 * SWEEP));
        kept.values().removeIf(reservation -> reservation.to() + LATE < now);
        rounds.keySet().removeIf(instance -> rounds.getOrDefault(instance, 1.0) <= 1.0);
    }
}
