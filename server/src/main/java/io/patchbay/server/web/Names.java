package io.patchbay.server.web;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks up the addresses of hosts. A lookup is a native call that would hold the carrier of a virtual thread, for
/// half a minute if the tenant's name server likes; so it has a platform thread, and who asks waits 5 s at most.
/// What was found, nothing too, is remembered for 10 s. Thread-safe.
@Singleton
final class Names implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration MEMORY = Duration.ofSeconds(10);
    private static final int MOST_AT_ONCE = 64;

    private final Source source;
    private final ExecutorService threads = new ThreadPoolExecutor(
            0,
            MOST_AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("lookup-", 0).factory());
    private final AsyncCache<String, List<InetAddress>> known = Caffeine.newBuilder()
            .expireAfterWrite(MEMORY)
            .maximumSize(10_000)
            .executor(Runnable::run)
            .buildAsync();

    @Inject
    Names() {
        this(InetAddress::getAllByName);
    }

    Names(Source source) {
        this.source = source;
    }

    /// Where addresses come from; blocks.
    @FunctionalInterface
    interface Source {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /// @return at least one, in the order of preference
    /// @throws UnknownHostException if there is none, or none within the time
    List<InetAddress> addresses(String host) throws UnknownHostException {
        List<InetAddress> found;
        try {
            found = known.get(host, (name, _) -> CompletableFuture.supplyAsync(() -> lookUp(name), threads))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            found = List.of();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            found = List.of();
        }
        if (found.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return found;
    }

    private List<InetAddress> lookUp(String host) {
        try {
            return List.of(source.addresses(host));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    @Override
    @PreDestroy
    public void close() {
        threads.shutdownNow();
    }
}
