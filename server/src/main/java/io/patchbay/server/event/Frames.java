package io.patchbay.server.event;

import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.resteasy.reactive.server.jaxrs.OutboundSseEventImpl;

/// What a stream consists of, as the HTML standard's `text/event-stream` has it.
final class Frames {
    static final String RESET = "reset";
    static final String END = "end";

    /// How long a client waits before it connects again.
    private static final Duration SOON = Duration.ofSeconds(1);

    /// So many clients of a service that stops do not come back at the same moment.
    private static final Duration SPREAD = Duration.ofSeconds(5);

    private Frames() {}

    /// Why a stream ends.
    enum Reason {
        SLOW("The events were not read as fast as they came. Connect again with Last-Event-ID: nothing is lost."),
        TOKEN("The token has expired or was revoked. Connect again with a new one and Last-Event-ID: nothing is lost."),
        STOPPING("The service stops. Connect again with Last-Event-ID after the time in retry: nothing is lost.");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }
    }

    /// An event that several streams may send.
    record Framed(Event event, OutboundSseEvent frame) {
        static Framed of(Event event) {
            return new Framed(
                    event,
                    builder()
                            .id(String.valueOf(event.position()))
                            .name(event.type().wire())
                            .data(String.class, event.data())
                            .build());
        }
    }

    /// The first: whoever is cut off before the first event can resume, too.
    static OutboundSseEvent hello(long position) {
        return builder()
                .comment("connected")
                .id(String.valueOf(position))
                .reconnectDelay(SOON.toMillis())
                .build();
    }

    /// A comment that moves the position: nothing that the stream is about happened up to there.
    static OutboundSseEvent heartbeat(long position) {
        return builder().comment("heartbeat").id(String.valueOf(position)).build();
    }

    static OutboundSseEvent reset(long position) {
        return builder()
                .id(String.valueOf(position))
                .name(RESET)
                .data(String.class, """
                        {"description":"Last-Event-ID is unknown, or older than changes are kept: some may be missing. \
                        Read the present state anew; the events from now on follow."}""")
                .build();
    }

    /// The last. It has no id: a client goes on after the last event that it got.
    static OutboundSseEvent end(Reason reason) {
        long wait = reason == Reason.STOPPING
                ? SOON.toMillis() + ThreadLocalRandom.current().nextLong(SPREAD.toMillis())
                : SOON.toMillis();
        return builder()
                .name(END)
                .reconnectDelay(wait)
                .data(String.class, "{\"reason\":\"" + reason + "\",\"description\":\"" + reason.sentence + "\"}")
                .build();
    }

    private static OutboundSseEventImpl.BuilderImpl builder() {
        return new OutboundSseEventImpl.BuilderImpl();
    }
}
