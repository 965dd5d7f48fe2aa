package io.patchbay.server.run;

import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.Journal;
import io.patchbay.server.link.Renewal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The latest calls of the clients that somebody looks at, and of those that began to fail last. A call of any other
/// client costs one look into a map and leaves nothing behind. Thread-safe.
@Singleton
final class RecentCalls implements Journal {
    static final int MOST_LOOKED_AT = 1000;
    static final int MOST_FAILING = 3000;

    private final InstantSource clock;
    private final ConcurrentHashMap<ClientId, Recent> kept = new ConcurrentHashMap<>();
    private final SequencedSet<ClientId> lookedAt = new LinkedHashSet<>();
    private final SequencedSet<ClientId> failing = new LinkedHashSet<>();

    RecentCalls(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public List<Entry> look(ClientId id) {
        synchronized (lookedAt) {
            failing.remove(id);
            lookedAt.remove(id);
            lookedAt.addLast(id);
            Recent recent = kept.computeIfAbsent(id, _ -> new Recent());
            shorten(lookedAt, MOST_LOOKED_AT);
            return recent.latestFirst();
        }
    }

    @Override
    public void forget(ClientId id) {
        synchronized (lookedAt) {
            kept.remove(id);
            failing.remove(id);
            lookedAt.remove(id);
        }
    }

    /// A call has ended, or a subscription that goes on has stored what came.
    ///
    /// @param begun in milliseconds since the epoch, as `now`
    void ended(Runner runner, Outcome outcome, Next next, long begun, long now) {
        Recent recent = kept.get(runner.id());
        if (recent == null && !isFailure(outcome)) {
            return;
        }
        boolean listening = runner.listened().isPresent();
        Kind kind = switch (outcome) {
            case Outcome.Succeeded _ -> listening ? Kind.HEARD : Kind.POLLED;
            case Outcome.Failed _, Outcome.Crashed _, Outcome.Unserved _ -> Kind.FAILED;
            case Outcome.PutOff _ -> Kind.PUT_OFF;
            case Outcome.Down _ -> Kind.HOST_DOWN;
            case Outcome.Over _ -> null;
        };
        if (kind != null) {
            String text = next.standing().flatMap(Standing::cause).orElse(null);
            (recent == null ? begin(runner.id()) : recent).add(now, listening ? 0 : now - begun, kind, text);
        }
    }

    /// The vendor has delivered something.
    void delivered(ClientId id) {
        Recent recent = kept.get(id);
        if (recent != null) {
            recent.add(clock.millis(), 0, Kind.DELIVERED, null);
        }
    }

    void renewed(@Observes Renewal renewal) {
        ClientId id = new ClientId(renewal.client());
        Recent recent = kept.get(id);
        String problem = renewal.problem().orElse(null);
        if (recent != null) {
            recent.add(clock.millis(), 0, problem == null ? Kind.TOKEN_RENEWED : Kind.TOKEN_NOT_RENEWED, problem);
        }
    }

    /// Of a host that is down each client would say the same.
    private static boolean isFailure(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed _, Outcome.Crashed _, Outcome.Unserved _ -> true;
            case Outcome.Succeeded _, Outcome.PutOff _, Outcome.Down _, Outcome.Over _ -> false;
        };
    }

    private Recent begin(ClientId id) {
        synchronized (lookedAt) {
            if (!lookedAt.contains(id)) {
                failing.add(id);
            }
            Recent recent = kept.computeIfAbsent(id, _ -> new Recent());
            shorten(failing, MOST_FAILING);
            return recent;
        }
    }

    private void shorten(SequencedSet<ClientId> ids, int most) {
        while (ids.size() > most) {
            kept.remove(ids.removeFirst());
        }
    }

    /// The latest entries of one client, in arrays that grow as they are needed.
    private static final class Recent {
        private static final int MOST = 32;
        private static final int FIRST = 4;

        private long[] times = new long[FIRST];
        private int[] took = new int[FIRST];
        private Kind[] kinds = new Kind[FIRST];
        private @Nullable String[] texts = new @Nullable String[FIRST];
        private int count;

        synchronized void add(long time, long millis, Kind kind, @Nullable String text) {
            if (count >= times.length && times.length < MOST) {
                grow();
            }
            int place = count++ % times.length;
            times[place] = time;
            took[place] = (int) Math.min(millis, Integer.MAX_VALUE);
            kinds[place] = kind;
            texts[place] = text;
        }

        private void grow() {
            int size = times.length * 2;
            times = Arrays.copyOf(times, size);
            took = Arrays.copyOf(took, size);
            kinds = Arrays.copyOf(kinds, size);
            texts = Arrays.copyOf(texts, size);
        }

        synchronized List<Entry> latestFirst() {
            int size = times.length;
            return IntStream.range(0, Math.min(count, size))
                    .map(back -> Math.floorMod(count - 1 - back, size))
                    .mapToObj(place -> new Entry(
                            Instant.ofEpochMilli(times[place]),
                            kinds[place],
                            Duration.ofMillis(took[place]),
                            Optional.ofNullable(texts[place])))
                    .toList();
        }
    }
}
