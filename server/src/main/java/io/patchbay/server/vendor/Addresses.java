package io.patchbay.server.vendor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Finds hosts by their names. The system's resolver holds on to the thread that asks it, and virtual threads would
/// all wait with it; so a few threads of its own ask it, once for all who want the same host. Thread-safe.
final class Addresses implements AutoCloseable {
    private static final int THREADS = 8;

    private final Map<String, CompletableFuture<InetAddress[]>> underWay = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("vendor-names-", 0).factory());

    Addresses() {
        threads.allowCoreThreadTimeOut(true);
    }

    /// @param nanos to wait at most
    /// @throws UnknownHostException if there is no such host, or nobody has said so in time
    InetAddress[] of(String host, long nanos) throws IOException, InterruptedException {
        CompletableFuture<InetAddress[]> mine = new CompletableFuture<>();
        CompletableFuture<InetAddress[]> others = underWay.putIfAbsent(host, mine);
        if (others == null) {
            threads.execute(() -> find(host, mine));
        }
        try {
            return (others == null ? mine : others).get(nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new UnknownHostException(host);
        }
    }

    private void find(String host, CompletableFuture<InetAddress[]> found) {
        try {
            found.complete(InetAddress.getAllByName(host));
        } catch (UnknownHostException | RuntimeException e) {
            found.completeExceptionally(e);
        } finally {
            underWay.remove(host, found);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
