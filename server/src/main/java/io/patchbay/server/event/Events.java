package io.patchbay.server.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.server.access.AppId;
import io.patchbay.server.thing.ChangeReader;
import io.patchbay.server.thing.Entry;
import io.patchbay.server.thing.Series;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The change log as events, for those who send them on. Each keeps a position of its own: it reads what comes
/// after it up to the horizon, and goes on from there; then it skips nothing, and per thing the order is what
/// happened.
///
/// Any thread may call, virtual ones too. Failures of SQL come as Jdbi's `JdbiException`.
@Singleton
public final class Events {
    private final ChangeReader changes;
    private final ObjectMapper json;

    Events(ChangeReader changes, ObjectMapper json) {
        this.changes = changes;
        this.json = json;
    }

    /// Asks the database.
    ///
    /// @return the position up to which all is final; never less than before, 0 if there is nothing yet
    public long horizon() {
        return changes.horizon();
    }

    /// Has `told` called with the present horizon, then whenever it has advanced, as [ChangeReader#onAdvance]: take
    /// note and return.
    public AutoCloseable onAdvance(LongConsumer told) {
        return changes.onAdvance(told);
    }

    /// Events after a position, in order.
    ///
    /// @param app   whose, as far as its retention lets it see them; if empty, those of all apps
    /// @param upTo  the last position to look at: a horizon
    /// @param limit of events; fewer come only if there are no more up to `upTo`
    public List<Event> read(Optional<AppId> app, long after, long upTo, int limit) {
        return changes.read(app, after, upTo, limit).stream().map(this::event).toList();
    }

    /// Whom the events between two positions concern, without reading them one by one.
    ///
    /// @param apps of which it matters
    /// @param upTo the last position to look at: a horizon
    /// @return in the order of their first positions
    public List<Concern> concerns(Collection<AppId> apps, long after, long upTo) {
        return changes.concerns(apps, after, upTo).stream()
                .map(found -> new Concern(
                        found.app(), found.subject(), EventType.of(found.kind()), found.first(), found.last()))
                .toList();
    }

    /// A position after which everything of an app comes that was received at a time or later, and little before.
    public long before(AppId app, Instant time) {
        return changes.before(app, time);
    }

    /// Whether an app that has seen everything up to a position can still read all that came after it.
    public boolean kept(AppId app, long position) {
        return changes.kept(app, position);
    }

    private Event event(Entry entry) {
        Data data = data(entry);
        return new Event(
                entry.position(),
                entry.app(),
                entry.subject(),
                EventType.of(entry.kind()),
                entry.at(),
                entry.received(),
                entry.about(),
                thing(data),
                entry.series().map(Series::propertyType),
                text(data));
    }

    private Data data(Entry entry) {
        return switch (entry.kind()) {
            case VALUE -> ofProperty(entry, entry.series().orElseThrow());
            case STATUS -> new Data.OfStatus(entry.subject(), entry.about(), entry.value(), entry.at());
            case ADDED, CHANGED, REMOVED -> new Data.OfThing(entry.subject(), entry.about(), entry.at());
            case CLIENT -> read(entry, Client.class).of(entry);
            case ACTION -> read(entry, Action.class).of(entry);
        };
    }

    private static Data ofProperty(Entry entry, Series series) {
        return new Data.OfProperty(
                entry.subject(),
                series.thing(),
                series.component(),
                series.property(),
                series.propertyType(),
                entry.value(),
                series.unit(),
                entry.at());
    }

    private static Optional<UUID> thing(Data data) {
        return switch (data) {
            case Data.OfProperty property -> Optional.of(property.thingId());
            case Data.OfThing thing -> Optional.of(thing.thingId());
            case Data.OfStatus status -> Optional.of(status.thingId());
            case Data.OfClient _ -> Optional.empty();
            case Data.OfAction action -> Optional.of(action.thingId());
        };
    }

    /// What room `client` logs.
    private record Client(
            String connector,
            String status,
            boolean paused,
            boolean linked,
            @Nullable String whoMustAct,
            @Nullable String cause) {
        Data of(Entry entry) {
            return new Data.OfClient(
                    entry.subject(), entry.about(), connector, status, paused, linked, whoMustAct, cause, entry.at());
        }
    }

    /// What room `action` logs.
    private record Action(
            UUID thingId,
            String componentId,
            String actionId,
            String status,
            @Nullable String error) {
        Data of(Entry entry) {
            return new Data.OfAction(
                    entry.subject(), entry.about(), thingId, componentId, actionId, status, error, entry.at());
        }
    }

    private <T> T read(Entry entry, Class<T> type) {
        try {
            return json.readValue(Objects.requireNonNull(entry.value()), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("position " + entry.position() + " of the log is no " + type, e);
        }
    }

    private String text(Data data) {
        try {
            return json.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event's data is JSON", e);
        }
    }
}
