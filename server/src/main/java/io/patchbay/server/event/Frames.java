package io.patchbay.server.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

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

    /// An event as bytes that several streams send.
    record Framed(Event event, byte[] bytes) {
        static Framed of(Event event) {
            return new Framed(
                    event,
                    frame("id: " + event.position() + "\nevent: " + event.type().wire() + "\ndata: " + event.data()));
        }
    }

    /// The first: whoever is cut off before the first event can resume, too.
    static byte[] hello(long position) {
        return frame(": connected\nid: " + position + "\nretry: " + SOON.toMillis());
    }

    /// A comment that moves the position: nothing that the stream is about happened up to there.
    static byte[] heartbeat(long position) {
        return frame(": heartbeat\nid: " + position);
    }

    static byte[] reset(long position) {
        return frame("id: " + position + "\nevent: " + RESET + "\ndata: " + """
                {"description":"Last-Event-ID is unknown, or older than changes are kept: some may be missing. \
                Read the present state anew; the events from now on follow."}""");
    }

    /// The last. It has no id: a client goes on after the last event that it got.
    static byte[] end(Reason reason) {
        long wait = reason == Reason.STOPPING
                ? SOON.toMillis() + ThreadLocalRandom.current().nextLong(SPREAD.toMillis())
                : SOON.toMillis();
        return frame("event: " + END + "\nretry: " + wait + "\ndata: {\"reason\":\"" + reason + "\",\"description\":\""
                + reason.sentence + "\"}");
    }

    /// An empty line ends a frame.
    private static byte[] frame(String fields) {
        return (fields + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
