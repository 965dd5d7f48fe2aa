package io.patchbay.server.event;

import io.patchbay.server.access.Passes;
import io.patchbay.server.access.Passes.Pass;
import io.patchbay.server.event.Frames.Reason;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Looks after the streams that are open: shows that the silent ones live, ends those whose token is valid no more,
/// and all when the service stops.
@Startup
@Singleton
final class Upkeep {
    private static final Logger LOG = Logger.getLogger(Upkeep.class);
    private static final Duration ROUND = Duration.ofSeconds(1);

    private final Streams streams;
    private final Passes passes;
    private final Duration silence;
    private final CountDownLatch stopped = new CountDownLatch(1);
    /// The HTTP server waits for all answers before anything else hears that the service stops.
    private final Thread atExit = Thread.ofPlatform().name("streams-end").unstarted(this::end);

    Upkeep(
            Streams streams,
            Passes passes,
            @ConfigProperty(name = "patchbay.stream.heartbeat", defaultValue = "15s") Duration silence) {
        this.streams = streams;
        this.passes = passes;
        this.silence = silence;
        Runtime.getRuntime().addShutdownHook(atExit);
        Thread.ofVirtual().name("streams-upkeep").start(this::run);
    }

    private void run() {
        boolean failing = false;
        try {
            while (!stopped.await(ROUND.toNanos(), TimeUnit.NANOSECONDS)) {
                List<LiveStream> all = streams.all();
                all.forEach(stream -> stream.beat(silence));
                try {
                    endThoseWithoutToken(all);
                    failing = false;
                } catch (RuntimeException e) {
                    if (!failing) {
                        LOG.warn("The tokens of live streams cannot be looked at now", e);
                    }
                    failing = true;
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private void endThoseWithoutToken(List<LiveStream> all) {
        if (all.isEmpty()) {
            return;
        }
        Set<Pass> valid = passes.valid(all.stream().map(LiveStream::pass).collect(Collectors.toSet()));
        all.stream().filter(stream -> !valid.contains(stream.pass())).forEach(stream -> stream.end(Reason.TOKEN));
    }

    void stop(@Observes ShutdownEvent event) {
        end();
    }

    private void end() {
        stopped.countDown();
        streams.stop();
    }

    @PreDestroy
    void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            LOG.debug("The process ends already", e);
        }
    }
}
