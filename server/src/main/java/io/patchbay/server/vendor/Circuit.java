package io.patchbay.server.vendor;

import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What all who call one host know of it together ("Circuit Breaker", Nygard, Release It!, 2007). It opens when calls
/// fail in a row, with no answer in between, for callers who have nothing else in common than the host: one customer's
/// broken station opens nothing. While it is open, one call now and then tries whether the host is back, and all others
/// end at once without being made. When the host answers again its callers are let in at a pace that doubles each
/// second, until none of them has to wait any more.
///
/// Times are microseconds since the epoch. Thread-safe; never blocks for long.
final class Circuit {
    enum State {
        CLOSED,
        OPEN,
        /// The host is back, and its callers come back one after another.
        RECOVERING
    }

    /// Who calls.
    enum Caller {
        /// A round of a client, which comes again.
        ROUND,
        /// Somebody has a client's token renewed.
        RENEWAL,
        /// Somebody waits for it, and may not come again.
        PERSON
    }

    /// What a call is admitted as. One that tries whether the host is back is a pass of its own.
    static final class Pass {
        private static final Pass PLAIN = new Pass();
    }

    private static final Logger LOG = Logger.getLogger(Circuit.class);

    private static final int ROW = 5;
    private static final int CALLERS = 3;

    private static final long SECOND = 1_000_000;
    private static final long FIRST_TRY = SECOND;
    private static final long LONGEST_TRY = 60 * SECOND;
    private static final long SHORTEST = SECOND / 10;
    private static final long SOON = 10 * SECOND;
    private static final long LONGEST_WAIT = Duration.ofMinutes(5).toMillis() * 1000;

    /// How many are let in in the first second of the recovery.
    private static final long FIRST_PACE = 10;

    /// After so many doublings there is no pace any more that would hold anybody back.
    private static final int STEPS = 14;

    private final String host;
    private final InstantSource clock;
    private final Set<UUID> callers = new HashSet<>();
    private volatile State state = State.CLOSED;
    private volatile int row;
    private String sentence = "";
    private int tries;
    private long since;
    private long tryAt;
    private long renewalAt;
    private @Nullable Pass trying;
    private int step;
    private boolean waited;
    private long next;

    /// @param host as people know it
    Circuit(String host, InstantSource clock) {
        this.host = host;
        this.clock = clock;
    }

    /// Asks to make a call; [#abandoned] must follow, after [#answered] or [#failed] if the host was asked.
    ///
    /// @param caller a person's call is always made, a renewal once a second even though the host is down
    /// @param begun whether it belongs to a round that was let in before
    /// @throws ConnectorException `Unavailable` because of [CircuitOpen]: the call is not to be made
    Pass enter(Caller caller, boolean begun) throws ConnectorException {
        if (state == State.CLOSED || caller == Caller.PERSON) {
            return Pass.PLAIN;
        }
        synchronized (this) {
            long now = now();
            return switch (state) {
                case CLOSED -> Pass.PLAIN;
                case OPEN -> open(caller, now);
                case RECOVERING -> recovering(begun, now);
            };
        }
    }

    private Pass open(Caller caller, long now) throws ConnectorException {
        if (trying == null && now >= tryAt) {
            Pass pass = new Pass();
            trying = pass;
            return pass;
        }
        if (caller == Caller.RENEWAL && now >= renewalAt) {
            renewalAt = now + SECOND;
            return Pass.PLAIN;
        }
        throw refusal(now);
    }

    private Pass recovering(boolean begun, long now) throws ConnectorException {
        while (state == State.RECOVERING && now >= since + (step + 1) * SECOND) {
            step++;
            if (!waited || step == STEPS) {
                state = State.CLOSED;
                tries = 0;
            }
            waited = false;
        }
        if (state == State.CLOSED || begun) {
            return Pass.PLAIN;
        }
        if (next > now) {
            waited = true;
            throw refusal(now);
        }
        // a little of what nobody took is made up for
        next = Math.max(next, now - SHORTEST) + SECOND / (FIRST_PACE << step);
        return Pass.PLAIN;
    }

    /// Whoever is refused asks again after about as long as it lasts already, and no two at the same time: so those who
    /// wait ask no more often than their polls would, and come back within that time when it is over.
    private ConnectorException refusal(long now) {
        long window = Math.min(LONGEST_WAIT, SOON + 4 * Math.max(0, now - since));
        long wait = SHORTEST + ThreadLocalRandom.current().nextLong(window);
        return new ConnectorException(
                new Failure.Unavailable(sentence), new CircuitOpen(Duration.ofNanos(1000 * wait)));
    }

    /// The host has answered, whatever it said.
    void answered() {
        if (state == State.CLOSED && row == 0) {
            return;
        }
        synchronized (this) {
            row = 0;
            callers.clear();
            if (state == State.OPEN) {
                long now = now();
                LOG.infof(
                        "%s answers again after %d s; its callers come back at a pace that doubles each second",
                        host, (now - since) / SECOND);
                state = State.RECOVERING;
                since = now;
                next = now;
                step = 0;
                waited = true; // whoever was refused before is still to come
                trying = null;
            }
        }
    }

    /// The host has brought no answer, or only one that says that it is down.
    ///
    /// @param caller whose call it was
    /// @param words what happened, as in "example.org refused the connection"
    /// @return what to tell the caller if that is nothing of its own; null if it may be
    synchronized @Nullable ConnectorException failed(Pass pass, UUID caller, String words) {
        long now = now();
        switch (state) {
            case OPEN -> {
                if (pass == trying) {
                    trying = null;
                    tries++;
                    tryAt = now + pause();
                }
            }
            case CLOSED, RECOVERING -> {
                row++;
                if (callers.size() < CALLERS) {
                    callers.add(caller);
                }
                if (row < ROW || callers.size() < CALLERS) {
                    return null;
                }
                LOG.warnf("%s: the host is down for all of its callers, and is tried now and then only", words);
                sentence = words + ", and so it did to others: the vendor's host is down, and is tried now and then";
                state = State.OPEN;
                since = now;
                trying = null;
                tryAt = now + pause();
                renewalAt = now;
            }
        }
        return refusal(now);
    }

    /// The call is over; unless [#answered] or [#failed] came before, nobody knows what would have come of it.
    void abandoned(Pass pass) {
        if (pass != Pass.PLAIN) {
            synchronized (this) {
                trying = trying == pass ? null : trying;
            }
        }
    }

    /// Exponential with full jitter.
    private long pause() {
        long window = Math.min(LONGEST_TRY, FIRST_TRY << Math.min(tries, 20));
        return Math.max(SHORTEST, ThreadLocalRandom.current().nextLong(window) + 1);
    }

    State state() {
        return state;
    }

    private long now() {
        return Lane.micros(clock.instant());
    }
}
