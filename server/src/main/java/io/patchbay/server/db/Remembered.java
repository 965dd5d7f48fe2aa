package io.patchbay.server.db;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntBiFunction;
import org.jdbi.v3.core.Handle;

/// Remembers what was read from the database for as long as it is so. Any thread may call.
///
/// Whoever changes rows says so in the transaction, with [#changing]. From then until the transaction has ended,
/// whatever depends on them is read from the database, and what was read meanwhile is not remembered. So nobody is
/// ever told what was so before a commit that they could know of, by an answer or by what another read has shown.
///
/// That holds for changes of this process. What others change, and a commit whose outcome was never heard, is seen
/// when what is remembered has lived its time; nothing is served from memory while this process is not alone.
///
/// Nor is anything changed that another process may remember: [#changing] refuses it.
///
/// A change lets go of all that has the hash of its subject, modulo the number of stamps.
///
/// @param <K> what is asked for
/// @param <V> what is remembered of it
public final class Remembered<K, V> {
    /// Of a stamp: how many transactions are changing it; the rest grows with each that has ended.
    private static final int CHANGING_BITS = 20;

    private static final long ENDED = (1L << CHANGING_BITS) - 1;

    private final Cache<K, Entry<V>> entries;
    private final AtomicLongArray stamps;
    private final BooleanSupplier trusted;
    private final Consumer<Handle> hold;

    private record Entry<V>(long stamp, V value) {}

    /// How much is remembered, and for how long.
    ///
    /// @param most     weight of all that is remembered
    /// @param lifetime after which it is read anew
    /// @param stamps   a power of two
    public record Limits(long most, Duration lifetime, int stamps) {}

    /// Of what only this process ever changes.
    ///
    /// @param trusted whether this process alone changes the database: else everything is read
    public Remembered(Limits limits, ToIntBiFunction<K, V> weight, InstantSource clock, BooleanSupplier trusted) {
        this(limits, weight, clock, trusted, _ -> {});
    }

    /// @param trusted whether this process alone changes the database: else everything is read
    /// @param hold    called in each transaction that changes something; throws if another process remembers it now
    public Remembered(
            Limits limits,
            ToIntBiFunction<K, V> weight,
            InstantSource clock,
            BooleanSupplier trusted,
            Consumer<Handle> hold) {
        this.entries = Caffeine.newBuilder()
                .maximumWeight(limits.most())
                .weigher((K key, Entry<V> entry) -> weight.applyAsInt(key, entry.value()))
                .expireAfterWrite(limits.lifetime())
                .ticker(() -> nanos(clock.instant()))
                .executor(Runnable::run)
                .build();
        this.stamps = new AtomicLongArray(limits.stamps());
        this.trusted = trusted;
        this.hold = hold;
    }

    /// What is remembered, or else what is read now.
    ///
    /// @param subject on what it depends: what [#changing] is told when it changes
    /// @param still   whether it is what the caller may see and would see; else it is read anew
    /// @param read    reads it from the database, in one statement; what is not there is not remembered
    public Optional<V> get(K key, Object subject, Predicate<V> still, Supplier<Optional<V>> read) {
        int stripe = stripe(subject);
        long stamp = stamps.get(stripe);
        Optional<V> known = known(key, stamp, still);
        if (known.isPresent()) {
            return known;
        }
        Optional<V> now = read.get();
        if (isQuiet(stamp) && stamps.get(stripe) == stamp) { // else it would never be served
            now.ifPresent(value -> entries.put(key, new Entry<>(stamp, value)));
        }
        return now;
    }

    /// What is remembered; empty if it must be read. At once.
    public Optional<V> known(K key, Object subject, Predicate<V> still) {
        return known(key, stamps.get(stripe(subject)), still);
    }

    private Optional<V> known(K key, long stamp, Predicate<V> still) {
        Entry<V> entry = isQuiet(stamp) && trusted.getAsBoolean() ? entries.getIfPresent(key) : null;
        return entry != null && entry.stamp() == stamp && still.test(entry.value())
                ? Optional.of(entry.value())
                : Optional.empty();
    }

    private static boolean isQuiet(long stamp) {
        return (stamp & ENDED) == 0;
    }

    /// Says that a transaction changes these subjects. To be called before it commits, with a handle that is closed
    /// when it has ended, as those of [Db#write] and [Db#run] are.
    ///
    /// @throws RuntimeException if another process remembers them now: the transaction must be rolled back
    public void changing(Handle tx, Collection<?> subjects) {
        hold.accept(tx);
        int[] stripes = subjects.stream().mapToInt(this::stripe).toArray();
        for (int stripe : stripes) {
            stamps.incrementAndGet(stripe);
        }
        tx.addCleanable(() -> {
            for (int stripe : stripes) {
                stamps.addAndGet(stripe, ENDED);
            }
        });
    }

    /// Says that a subject has changed, and that the change was committed.
    public void changed(Object subject) {
        stamps.addAndGet(stripe(subject), ENDED + 1);
    }

    /// Says that whatever is remembered may have changed, and that the change was committed.
    public void allChanged() {
        for (int stripe = 0; stripe < stamps.length(); stripe++) {
            stamps.addAndGet(stripe, ENDED + 1);
        }
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }

    private int stripe(Object subject) {
        int hash = subject.hashCode() * 0x9E3779B9;
        return (hash ^ hash >>> 16) & stamps.length() - 1;
    }
}
