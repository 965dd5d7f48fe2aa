package io.patchbay.server.console;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.server.client.Journal;
import io.patchbay.server.thing.Entry;
import io.patchbay.server.thing.Kind;
import io.patchbay.server.thing.Series;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What happened to a client, in words: what the change log says of it and its things, and its latest calls.
@Singleton
final class Timeline {
    private static final int MOST_VALUES = 24;

    private final ObjectMapper json;

    Timeline(ObjectMapper json) {
        this.json = json;
    }

    /// @param dot  a class of the styles
    /// @param more what is said in small letters; empty for nothing
    record Line(Instant at, String dot, String words, String more) {}

    /// @param changes as [ClientChanges#changes] gives them
    /// @param calls   the latest first
    /// @param names   of things that are still there
    /// @return the latest first
    List<Line> of(List<Entry> changes, List<Journal.Entry> calls, Map<UUID, String> names) {
        return Stream.concat(changes(changes, names).stream(), calls(calls).stream())
                .sorted(Comparator.comparing(Line::at).reversed())
                .toList();
    }

    private List<Line> changes(List<Entry> changes, Map<UUID, String> names) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < changes.size(); ) {
            Entry first = changes.get(i);
            int end = i + 1;
            while (end < changes.size() && together(first, changes.get(end))) {
                end++;
            }
            List<Entry> all = changes.subList(i, end);
            lines.add(first.series().isPresent() ? values(all, names) : line(first, names));
            i = end;
        }
        return lines;
    }

    /// Values that a thing got for the same moment are one line.
    private static boolean together(Entry one, Entry other) {
        return one.kind() == Kind.VALUE
                && other.kind() == Kind.VALUE
                && one.about().equals(other.about())
                && one.at().equals(other.at());
    }

    private static Line values(List<Entry> entries, Map<UUID, String> names) {
        Entry first = entries.getFirst();
        String thing = name(first.about(), names);
        if (entries.size() == 1) {
            return new Line(first.at(), "off", thing + ": " + value(first), "");
        }
        String values = entries.stream().limit(MOST_VALUES).map(Timeline::value).collect(Collectors.joining(", "));
        String rest = entries.size() > MOST_VALUES ? " and " + (entries.size() - MOST_VALUES) + " more" : "";
        return new Line(first.at(), "off", thing + ": " + entries.size() + " new values", values + rest);
    }

    private static String value(Entry entry) {
        Series series = entry.series().orElseThrow();
        String value = entry.value();
        return series.property()
                + (value == null
                        ? " has no value"
                        : " " + value + (series.unit().isEmpty() ? "" : " " + series.unit()));
    }

    private Line line(Entry entry, Map<UUID, String> names) {
        String thing = name(entry.about(), names);
        return switch (entry.kind()) {
            case ADDED -> new Line(entry.at(), "good", thing + " was added", "");
            case CHANGED -> new Line(entry.at(), "off", thing + " looks different: its name or what it can do", "");
            case REMOVED -> new Line(entry.at(), "off", thing + " was removed", "");
            case STATUS -> {
                String status = String.valueOf(entry.value()).toLowerCase(Locale.ROOT);
                yield new Line(entry.at(), status.equals("available") ? "good" : "warn", thing + " is " + status, "");
            }
            case CLIENT -> client(entry);
            case VALUE, ACTION -> new Line(entry.at(), "off", thing, "");
        };
    }

    private static String name(UUID thing, Map<UUID, String> names) {
        return names.getOrDefault(thing, "A thing that is gone");
    }

    /// What room `client` logs.
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Logged(
            String status,
            boolean paused,
            boolean linked,
            @Nullable String whoMustAct,
            @Nullable String cause) {}

    private Line client(Entry entry) {
        Logged logged = read(entry);
        String cause = logged.cause() == null ? "" : ClientWords.sentence(logged.cause());
        if (logged.paused()) {
            return new Line(entry.at(), "off", "Paused", "");
        }
        if (!logged.linked()) {
            return new Line(entry.at(), "warn", "Waits for the customer’s consent", cause);
        }
        return switch (logged.status()) {
            case "STARTED" -> new Line(entry.at(), "good", "Running", "");
            case "STARTING" -> new Line(entry.at(), "wait", "Starting", "");
            case "ERROR" ->
                new Line(
                        entry.at(),
                        "bad",
                        "Failing"
                                + Optional.ofNullable(logged.whoMustAct())
                                        .filter(who -> !who.equals("nobody"))
                                        .map(who -> ": the " + (who.equals("subject") ? "customer" : who) + " must act")
                                        .orElse(", tried again by itself"),
                        cause);
            default -> new Line(entry.at(), "off", logged.status(), cause);
        };
    }

    private Logged read(Entry entry) {
        try {
            return json.readValue(String.valueOf(entry.value()), Logged.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("position " + entry.position() + " of the log is no client's", e);
        }
    }

    /// Calls one after another of which the same is said are one line.
    private static List<Line> calls(List<Journal.Entry> calls) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < calls.size(); ) {
            Journal.Entry latest = calls.get(i);
            int end = i + 1;
            while (end < calls.size()
                    && calls.get(end).kind() == latest.kind()
                    && calls.get(end).text().equals(latest.text())) {
                end++;
            }
            lines.add(line(latest, end - i));
            i = end;
        }
        return lines;
    }

    private static Line line(Journal.Entry call, int times) {
        String often = times == 1 ? "" : ", " + times + " times";
        String text = call.text().map(ClientWords::sentence).orElse("");
        return switch (call.kind()) {
            case POLLED -> new Line(call.at(), "good", "Polled" + often, took(call.took()));
            case FAILED -> new Line(call.at(), "bad", "A call failed" + often, text);
            case PUT_OFF -> new Line(call.at(), "wait", "Put off" + often, "The vendor’s limits have no room.");
            case HOST_DOWN -> new Line(call.at(), "bad", "Not called, for the vendor is down" + often, text);
            case HEARD -> new Line(call.at(), "good", "The vendor’s connection brought something" + often, "");
            case DELIVERED -> new Line(call.at(), "good", "The vendor delivered something" + often, "");
            case TOKEN_RENEWED -> new Line(call.at(), "good", "The customer’s token was renewed" + often, "");
            case TOKEN_NOT_RENEWED -> new Line(call.at(), "bad", "The customer’s token was not renewed" + often, text);
        };
    }

    private static String took(Duration took) {
        return "It took " + (took.toMillis() < 10_000 ? took.toMillis() + " ms." : took.toSeconds() + " s.");
    }
}
