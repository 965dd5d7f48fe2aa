package io.patchbay.server.vendor;

import io.patchbay.connector.Batch;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.VendorHttp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// The keys that clients of one group ask for, and their parts of the latest answers. Who asks for a key whose part is
/// too old calls for all keys that are due soon. Thread-safe; a call is made on the thread of the one who asks.
final class Together<T> {
    private final class Part {
        Instant asked;
        Instant until = Instant.MIN;

        @Nullable
        T value;

        @Nullable
        CompletableFuture<Boolean> underWay;

        Part(Instant asked) {
            this.asked = asked;
        }
    }

    private final Batch<T> batch;
    private final Duration interval;
    private final InstantSource clock;
    /// In the order of their ends: whatever is fetched goes to the end.
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private Instant postponedUntil = Instant.MIN;

    /// @param interval between two polls of a client
    Together(Batch<T> batch, Duration interval, InstantSource clock) {
        this.batch = batch;
        this.interval = interval;
        this.clock = clock;
    }

    T get(VendorHttp http, String key) throws ConnectorException, InterruptedException {
        while (true) {
            CompletableFuture<Boolean> mine = new CompletableFuture<>();
            CompletableFuture<Boolean> underWay;
            List<String> keys = List.of();
            synchronized (this) {
                Instant now = clock.instant();
                Part part = parts.computeIfAbsent(key, _ -> new Part(now));
                part.asked = now;
                T value = part.value;
                if (value != null && part.until.isAfter(now)) {
                    return value;
                }
                underWay = part.underWay;
                if (underWay == null) {
                    if (postponedUntil.isAfter(now)) {
                        throw new Postponed(
                                Duration.between(now, postponedUntil).plusMillis(100));
                    }
                    part.underWay = mine;
                    keys = keysWith(key, now, mine);
                }
            }
            if (underWay == null) {
                return fetch(http, key, keys, mine);
            }
            try {
                underWay.get();
            } catch (ExecutionException e) {
                SharedAnswers.followed(e.getCause());
            }
        }
    }

    synchronized boolean isIdle() {
        Instant now = clock.instant();
        parts.values().removeIf(part -> isForgotten(part, now));
        return parts.isEmpty();
    }

    private T fetch(VendorHttp http, String key, List<String> keys, CompletableFuture<Boolean> mine)
            throws ConnectorException, InterruptedException {
        try {
            Map<String, T> fetched = batch.fetch(http, keys);
            settle(keys, fetched, mine);
            T value = fetched.get(key);
            if (value == null) {
                throw new ConnectorException(new Failure.Puzzled("the vendor's answer lacks one of the asked", key));
            }
            return value;
        } catch (Postponed e) {
            synchronized (this) {
                postponedUntil = clock.instant().plus(e.waiting());
            }
            release(keys, mine, e);
            throw e;
        } catch (ConnectorException | InterruptedException | RuntimeException | Error e) {
            release(keys, mine, e);
            throw e;
        }
    }

    /// The key that is asked for and others that will be soon, as many as one call may carry.
    private List<String> keysWith(String key, Instant now, CompletableFuture<Boolean> mine) {
        List<String> keys = new ArrayList<>(List.of(key));
        Instant soon = now.plus(interval.dividedBy(2));
        Iterator<Map.Entry<String, Part>> all = parts.entrySet().iterator();
        while (all.hasNext() && keys.size() < batch.most()) {
            Map.Entry<String, Part> entry = all.next();
            Part part = entry.getValue();
            if (isForgotten(part, now)) {
                all.remove();
            } else if (part.underWay == null) {
                if (part.until.isAfter(soon)) {
                    break;
                }
                part.underWay = mine;
                keys.add(entry.getKey());
            }
        }
        return List.copyOf(keys);
    }

    private boolean isForgotten(Part part, Instant now) {
        return part.underWay == null
                && part.asked.plus(interval.multipliedBy(3)).isBefore(now);
    }

    private synchronized void settle(List<String> keys, Map<String, T> fetched, CompletableFuture<Boolean> mine) {
        // a little less than the interval: the next poll of a client is to find its part too old
        Instant until = clock.instant().plus(interval.multipliedBy(9).dividedBy(10));
        for (String key : keys) {
            Part part = parts.remove(key);
            T value = fetched.get(key);
            if (part != null) {
                part.underWay = null;
                part.value = value;
                part.until = value == null ? Instant.MIN : until;
                parts.put(key, part);
            }
        }
        mine.complete(true);
    }

    private synchronized void release(List<String> keys, CompletableFuture<Boolean> mine, Throwable problem) {
        for (String key : keys) {
            Part part = parts.get(key);
            if (part != null && part.underWay == mine) {
                part.underWay = null;
            }
        }
        mine.completeExceptionally(problem);
    }
}
