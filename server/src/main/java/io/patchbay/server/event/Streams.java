package io.patchbay.server.event;

import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Passes.Pass;
import io.patchbay.server.event.Frames.Framed;
import io.patchbay.server.event.Frames.Reason;
import io.patchbay.server.web.ApiException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Begins streams and ends them. A stream is first filled from the log with what came after its position, by a
/// virtual thread of its own; when it has nearly caught up it joins the others at the [Hub], which keeps for it
/// what happens while the rest is read.
@Singleton
final class Streams {
    private static final Logger LOG = Logger.getLogger(Streams.class);
    private static final int PAGE = 500;
    private static final Duration SOON = Duration.ofSeconds(5);

    /// For the last event to arrive.
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final Events events;
    private final Hub hub;
    private final int most;
    private final Set<LiveStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Streams(Events events, Hub hub, @ConfigProperty(name = "patchbay.stream.most", defaultValue = "10000") int most) {
        this.events = events;
        this.hub = hub;
        this.most = most;
    }

    /// @param lastEventId where to go on; empty for from now on
    /// @param exchange    of the request, whose answer the stream is
    /// @throws ApiException 503 if there are too many streams, or the service stops
    LiveStream open(AppId app, Interest interest, Pass pass, Optional<String> lastEventId, RoutingContext exchange) {
        if (stopping || open.size() >= most) {
            throw ApiException.unavailable(
                    stopping ? "The service is stopping." : "Too many streams are open: try again later.", SOON);
        }
        Optional<Long> asked = lastEventId.map(Streams::position);
        boolean known = asked.isEmpty() || events.kept(app, asked.get());
        long after = asked.isPresent() && known ? asked.get() : events.horizon();
        LiveStream stream = new LiveStream(app, interest, pass, after, new Opened(exchange));
        stream.say(Frames.hello(after));
        if (!known) {
            stream.say(Frames.reset(after));
        }
        return stream;
    }

    List<LiveStream> all() {
        return List.copyOf(open);
    }

    /// Ends all with a last event, and begins no more.
    void stop() {
        stopping = true;
        open.forEach(stream -> stream.end(Reason.STOPPING));
    }

    /// -1, which was never drawn, for what is no position.
    private static long position(String lastEventId) {
        try {
            return Long.parseLong(lastEventId);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private final class Opened implements LiveStream.Host {
        private final RoutingContext exchange;

        Opened(RoutingContext exchange) {
            this.exchange = exchange;
        }

        @Override
        public Future<Void> write(Buffer bytes) {
            return exchange.response().write(bytes);
        }

        @Override
        public void begun(LiveStream stream) {
            open.add(stream);
            if (stream.isOver()) {
                open.remove(stream);
                return;
            }
            if (stopping) {
                stream.end(Reason.STOPPING);
            }
            Thread.ofVirtual().name("event-catch-up").start(() -> fill(stream));
        }

        @Override
        public void over(LiveStream stream) {
            open.remove(stream);
            hub.leave(stream);
        }

        @Override
        public void ending(LiveStream stream) {
            hub.leave(stream);
            exchange.vertx().setTimer(FAREWELL.toMillis(), _ -> {
                if (!stream.isOver()) {
                    exchange.response().reset();
                    stream.cancel();
                }
            });
        }
    }

    private void fill(LiveStream stream) {
        try {
            if (fill(stream, events.horizon())) {
                long joined = hub.join(stream);
                if (stream.isOver()) {
                    hub.leave(stream);
                } else if (fill(stream, joined)) {
                    stream.goLive();
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        } catch (RuntimeException e) {
            LOG.warn("A stream could not be read from the log; its client will come back", e);
            stream.end(Reason.STOPPING);
        }
    }

    /// @return false if the stream has ended
    private boolean fill(LiveStream stream, long upTo) throws InterruptedException {
        long at = stream.seen();
        while (at < upTo) {
            if (!stream.awaitRoom()) {
                return false;
            }
            List<Event> page = events.read(Optional.of(stream.app()), at, upTo, PAGE);
            at = page.size() < PAGE ? upTo : page.getLast().position();
            stream.fill(page.stream().map(Framed::of).toList(), at);
        }
        return true;
    }
}
