package io.patchbay.server.connect;

import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Problem;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.client.Connecting;
import io.patchbay.server.link.Comeback;
import io.patchbay.server.link.Consent;
import io.patchbay.server.web.ApiException;
import io.patchbay.server.web.Links;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes or changes the client of a customer, and begins its consent. Blocks on the database and the vendor.
@Singleton
final class Attempts {
    private final ConnectSessions sessions;
    private final Connecting connecting;
    private final Links links;

    Attempts(ConnectSessions sessions, Connecting connecting, Links links) {
        this.sessions = sessions;
        this.connecting = connecting;
        this.links = links;
    }

    /// What came of it.
    sealed interface Begun {
        /// The customer is to agree at the vendor.
        record Consent(URI location) implements Begun {}

        /// How it goes is on the page of the progress.
        record Goes() implements Begun {}

        /// @param problems of the fields
        record Wrong(List<Problem> problems) implements Begun {}

        /// @param notice in the customer's words
        record Not(int status, String notice) implements Begun {}
    }

    /// @param there the customer's client of this technology, if there is one
    /// @param given what the fields say
    Begun begin(
            Entrance.Guest guest,
            Technology technology,
            Optional<Connecting.Connected> there,
            Map<String, String> given) {
        ConnectSession session = guest.session();
        String app = guest.look().app();
        String vendor = technology.description().name();
        if (!sessions.attempt(session)) {
            return new Begun.Not(
                    429, "You have tried this very often. Please go back to " + app + " and ask for a new link.");
        }
        try {
            return begun(guest, technology, there, given);
        } catch (ApiException e) {
            if (!e.problems().isEmpty()) {
                return new Begun.Wrong(e.problems());
            }
            return switch (e.status()) {
                case 503 ->
                    new Begun.Not(503, vendor + " does not answer just now. Please try again in a few minutes.");
                case 409 ->
                    new Begun.Not(
                            409,
                            "This cannot be connected just now. Please go back to " + app + " and start again there.");
                default ->
                    new Begun.Not(
                            e.status(),
                            app + " is not set up for " + vendor + ". You cannot mend that yourself: please tell " + app
                                    + " that connecting " + vendor + " does not work.");
            };
        }
    }

    private Begun begun(
            Entrance.Guest guest,
            Technology technology,
            Optional<Connecting.Connected> there,
            Map<String, String> given) {
        ConnectSession session = guest.session();
        Comeback back = new Comeback(URI.create(links.root("/connect/" + guest.secret() + "/progress")), guest.key());
        Map<String, @Nullable Object> configuration =
                new Entries(technology.description().client()).read(given);
        Connecting.Begun begun = there.isPresent()
                ? connecting.again(
                        session.app(), session.subject(), there.get().id(), changes(technology, configuration), back)
                : connecting.make(session.app(), session.subject(), technology.typeId(), configuration, back);
        remember(session, begun.client(), there.isEmpty());
        if (begun.consent().isEmpty()) {
            sessions.end(session, Outcome.LINKED);
            return new Begun.Goes();
        }
        return switch (begun.consent().get()) {
            case Consent.Redirect(URI location) -> new Begun.Consent(location);
            case Consent.Device _ -> new Begun.Goes();
        };
    }

    /// A client of another technology that was begun here and given up goes.
    private void remember(ConnectSession session, UUID client, boolean made) {
        boolean same = session.client().filter(client::equals).isPresent();
        if (session.made() && !same) {
            session.client().ifPresent(former -> connecting.discard(session.app(), session.subject(), former));
        }
        sessions.has(session, client, made || (same && session.made()));
    }

    /// What was emptied goes; a secret that is not entered again stays.
    private static Map<String, @Nullable Object> changes(
            Technology technology, Map<String, @Nullable Object> configuration) {
        Map<String, @Nullable Object> changes = new HashMap<>(configuration);
        technology.description().client().fields().stream()
                .filter(field -> !(field instanceof Field.Secret))
                .flatMap(field -> field instanceof Field.Location
                        ? Stream.of(Field.Location.LATITUDE, Field.Location.LONGITUDE)
                        : Stream.of(field.key()))
                .forEach(key -> changes.putIfAbsent(key, null));
        return changes;
    }
}
