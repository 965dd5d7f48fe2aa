package io.patchbay.server.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.server.access.AppId;
import io.patchbay.server.event.Frames.Framed;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads the change log once for all streams of this node, and gives each app's events to its streams. Reads
/// nothing while there is no stream. Any thread may call.
@Singleton
final class Hub implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Hub.class);
    private static final int PAGE = 1000;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Events events;
    private final Map<AppId, Set<LiveStream>> streams = new HashMap<>();
    private @Nullable Reader reader;
    private int joined;

    Hub(Events events, MeterRegistry metrics) {
        this.events = events;
        metrics.gauge("patchbay.streams", this, Hub::size);
    }

    synchronized int size() {
        return joined;
    }

    synchronized List<LiveStream> all() {
        return streams.values().stream().flatMap(Set::stream).toList();
    }

    /// From now on the stream is offered all that comes after a position.
    ///
    /// @return that position
    synchronized long join(LiveStream stream) {
        if (reader == null) {
            reader = new Reader(events.horizon());
            reader.start();
        }
        if (streams.computeIfAbsent(stream.app(), _ -> new LinkedHashSet<>()).add(stream)) {
            joined++;
        }
        return reader.position;
    }

    synchronized void leave(LiveStream stream) {
        Set<LiveStream> others = streams.get(stream.app());
        if (others == null || !others.remove(stream)) {
            return;
        }
        joined--;
        if (others.isEmpty()) {
            streams.remove(stream.app());
        }
        if (streams.isEmpty()) {
            close();
        }
    }

    @Override
    @PreDestroy
    public synchronized void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    /// @return false if this reader is not the present one any more
    private synchronized boolean deliver(Reader by, List<Event> page, long upTo) {
        if (by != reader) {
            return false;
        }
        Map<AppId, List<Framed>> byApp = new HashMap<>();
        for (Event event : page) {
            if (streams.containsKey(event.app())) {
                byApp.computeIfAbsent(event.app(), _ -> new ArrayList<>()).add(Framed.of(event));
            }
        }
        by.position = upTo;
        // a copy: a stream that ends leaves
        byApp.forEach((app, news) ->
                List.copyOf(streams.getOrDefault(app, Set.of())).forEach(stream -> stream.offer(news, upTo)));
        return true;
    }

    /// Goes on from where it began until nobody listens any more.
    private final class Reader implements AutoCloseable {
        private final Semaphore news = new Semaphore(0);
        private long position;
        private volatile long newest;
        private volatile boolean closed;
        private @Nullable AutoCloseable listening;

        Reader(long position) {
            this.position = position;
            this.newest = position;
        }

        void start() {
            listening = events.onAdvance(horizon -> {
                newest = horizon;
                news.release();
            });
            Thread.ofVirtual().name("event-hub").start(this::run);
        }

        private void run() {
            boolean failing = false;
            long at = position;
            while (!closed) {
                try {
                    news.acquire();
                    news.drainPermits();
                    at = read(at);
                    failing = false;
                } catch (InterruptedException e) {
                    throw new IllegalStateException("nobody interrupts this thread", e);
                } catch (RuntimeException e) {
                    if (!failing) {
                        LOG.warn("Live streams cannot be served now; it is tried again until they can", e);
                    }
                    failing = true;
                    pause();
                    news.release();
                }
            }
        }

        private long read(long from) {
            long at = from;
            while (at < newest && !closed) {
                long upTo = newest;
                List<Event> page = events.read(Optional.empty(), at, upTo, PAGE);
                long read = page.size() < PAGE ? upTo : page.getLast().position();
                if (!deliver(this, page, read)) {
                    return at;
                }
                at = read;
            }
            return at;
        }

        private void pause() {
            try {
                TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts this thread", e);
            }
        }

        @Override
        public void close() {
            closed = true;
            news.release();
            if (listening != null) {
                try {
                    listening.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
