package io.patchbay.server.vendor;

import static org.awaitility.Awaitility.await;

import io.patchbay.connector.Batch;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.VendorHttp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A vendor that takes many keys at once: a key's part is the key and the number of the call that brought
/// it.
final class SharingVendor implements Batch<String> {
    private final int most;
    private final List<List<String>> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile Function<List<String>, Optional<Failure>> failing = _ -> Optional.empty();
    private volatile Optional<RuntimeException> breaking = Optional.empty();
    private volatile String lacking = "";

    SharingVendor(int most) {
        this.most = most;
    }

    @Override
    public int most() {
        return most;
    }

    @Override
    public Map<String, String> fetch(VendorHttp http, List<String> keys)
            throws ConnectorException, InterruptedException {
        mostAtOnce.accumulateAndGet(now.incrementAndGet(), Math::max);
        calls.add(keys);
        int number = calls.size();
        try {
            gate.await();
            breaking.ifPresent(e -> {
                throw e;
            });
            Optional<Failure> failure = failing.apply(keys);
            if (failure.isPresent()) {
                throw new ConnectorException(failure.get());
            }
            Map<String, String> parts = new HashMap<>();
            keys.stream().filter(key -> !key.equals(lacking)).forEach(key -> parts.put(key, key + number));
            return parts;
        } finally {
            now.decrementAndGet();
        }
    }

    List<List<String>> calls() {
        return List.copyOf(calls);
    }

    int mostAtOnce() {
        return mostAtOnce.get();
    }

    /// Lets calls begin and not end.
    void hold() {
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    void awaitCalls(int count) {
        await().until(() -> calls.size() >= count);
    }

    void failing(Function<List<String>, Optional<Failure>> by) {
        failing = by;
    }

    void breaking(Optional<RuntimeException> by) {
        breaking = by;
    }

    void lacking(String key) {
        lacking = key;
    }
}
