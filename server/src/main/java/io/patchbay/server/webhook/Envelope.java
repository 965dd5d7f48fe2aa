package io.patchbay.server.webhook;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.patchbay.server.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Events as messages: `{"type","timestamp","data"}` each, or an array of such objects, which then carry the `id` that
/// each would have alone.
final class Envelope {
    /// Characters of a body, roughly: a batch is shorter if its events are long.
    private static final int LONGEST = 256 << 10;

    private Envelope() {}

    static Message one(Event event) {
        return new Message(id(event), body(event, false), event.position(), event.position(), 1);
    }

    static Message test(String id, Instant now) {
        return new Message(id, object("", "webhook.test", now, "{}"), 0, 0, 1);
    }

    /// @param events at least one
    static Message many(List<Event> events) {
        long first = events.getFirst().position();
        long last = events.getLast().position();
        String body = events.stream().map(event -> body(event, true)).collect(Collectors.joining(",", "[", "]"));
        return new Message("evt_" + first + "_" + last, body, first, last, events.size());
    }

    /// @param most events in one
    static List<Message> batches(List<Event> events, int most) {
        List<Message> batches = new ArrayList<>();
        List<Event> batch = new ArrayList<>();
        int length = 0;
        for (Event event : events) {
            int more = event.data().length() + 200;
            if (batch.size() == most || (!batch.isEmpty() && length + more > LONGEST)) {
                batches.add(many(batch));
                batch = new ArrayList<>();
                length = 0;
            }
            batch.add(event);
            length += more;
        }
        if (!batch.isEmpty()) {
            batches.add(many(batch));
        }
        return batches;
    }

    private static String id(Event event) {
        return "evt_" + event.position();
    }

    private static String body(Event event, boolean named) {
        return object(named ? "\"id\":\"" + id(event) + "\"," : "", event.type().wire(), event.time(), event.data());
    }

    private static String object(String before, String type, Instant time, String data) {
        return "{" + before + "\"type\":\""
                + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(type)) + "\",\"timestamp\":\"" + time
                + "\",\"data\":" + data + "}";
    }
}
