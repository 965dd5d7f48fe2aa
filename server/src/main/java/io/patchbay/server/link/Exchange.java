package io.patchbay.server.link;

import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.description.Authorization;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.instance.Instance;
import io.patchbay.server.instance.Instances;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Ends consents: turns a code into a grant, once, and tells the client.
@Singleton
final class Exchange {
    private final LinkStore store;
    private final GrantStore grants;
    private final Consents consents;
    private final TokenEndpoint endpoint;
    private final Catalogue catalogue;
    private final Instances instances;
    private final Event<Linked> linked;
    private final InstantSource clock;

    Exchange(
            LinkStore store,
            GrantStore grants,
            Consents consents,
            TokenEndpoint endpoint,
            Catalogue catalogue,
            Instances instances,
            Event<Linked> linked,
            InstantSource clock) {
        this.store = store;
        this.grants = grants;
        this.consents = consents;
        this.endpoint = endpoint;
        this.catalogue = catalogue;
        this.instances = instances;
        this.linked = linked;
        this.clock = clock;
    }

    /// How a consent ended.
    ///
    /// @param problem in words, unless it is linked
    /// @param back    where the browser goes, if the instance or a page of ours says so
    /// @param ours    whether it is a page of ours
    record Ending(Linked.Result result, UUID client, Optional<String> problem, Optional<URI> back, boolean ours) {}

    /// The vendor sent the browser back to us.
    ///
    /// @param browser the key it has from a page of ours, if it has one
    /// @return empty if the state is unknown, was used, is too old or belongs to another browser
    Optional<Ending> callback(
            @Nullable String state, @Nullable String code, @Nullable String error, @Nullable String browser)
            throws InterruptedException {
        Optional<LinkStore.Row> taken = store.takeAcrossApps(Consents.hash(state))
                .filter(r -> r.expires().isAfter(clock.instant()));
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        LinkStore.Row row = taken.get();
        Pending pending = consents.opened(row);
        if (pending.browser() != null && !pending.browser().equals(Consents.browser(browser))) {
            return Optional.empty();
        }
        return Optional.of(ended(row, pending, code, error));
    }

    private Ending ended(LinkStore.Row row, Pending pending, @Nullable String code, @Nullable String error)
            throws InterruptedException {
        Technology technology = catalogue.byType(pending.typeId()).orElseThrow();
        Optional<Instance> instance = instances.byType(row.app(), pending.typeId());
        Back back = pending.back() == null
                ? new Back(pageOfApp(technology, instance), false)
                : new Back(Optional.of(URI.create(pending.back())), true);
        if (instance.isEmpty()) {
            return end(row, Linked.Result.REFUSED, "the connector instance was deleted meanwhile", back);
        }
        if (code == null) {
            boolean denied = "access_denied".equals(error);
            return end(
                    row,
                    denied ? Linked.Result.DENIED : Linked.Result.FAILED,
                    denied
                            ? "consent was refused at "
                                    + technology.description().name()
                            : "the vendor ended the consent" + (error == null ? "" : ": " + printable(error)),
                    back);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "authorization_code");
        fields.put("code", code);
        if (pending.redirect() != null) {
            fields.put("redirect_uri", pending.redirect());
        }
        if (pending.verifier() != null) {
            fields.put("code_verifier", pending.verifier());
        }
        if (technology.description().authorization() instanceof Authorization.OAuth2Code declared) {
            // Netatmo wants the scopes again; RFC 6749 lets others ignore what they do not know
            fields.put("scope", String.join(" ", declared.scopes()));
        }
        try {
            return switch (endpoint.ask(technology, instance.get(), fields, null)) {
                case TokenAnswer.Granted(Tokens tokens) -> {
                    grants.put(row.app(), row.client(), tokens);
                    yield end(row, Linked.Result.LINKED, null, back);
                }
                case TokenAnswer.Gone(String cause) -> end(row, Linked.Result.FAILED, cause, back);
                case TokenAnswer.WrongClient(String cause) ->
                    end(row, Linked.Result.REFUSED, "the vendor refuses the app's client id or secret: " + cause, back);
                case TokenAnswer.Pending _ -> end(row, Linked.Result.FAILED, "the vendor is confused", back);
                case TokenAnswer.Later later -> end(row, Linked.Result.AWAY, later.cause(), back);
            };
        } catch (ConnectorException e) {
            return end(row, outcome(e.failure()), e.failure().cause(), back);
        }
    }

    /// Asks for one device code once more.
    void device(LinkStore.Row row) throws InterruptedException {
        Pending pending = consents.opened(row);
        Technology technology = catalogue.byType(pending.typeId()).orElseThrow();
        Optional<Instance> instance = instances.byType(row.app(), pending.typeId());
        if (instance.isEmpty() || pending.deviceCode() == null) {
            store.end(row);
            return;
        }
        Duration interval = Duration.ofSeconds(pending.interval());
        try {
            TokenAnswer answer = endpoint.ask(
                    technology,
                    instance.get(),
                    Map.of(
                            "grant_type",
                            "urn:ietf:params:oauth:grant-type:device_code",
                            "device_code",
                            pending.deviceCode()),
                    null);
            switch (answer) {
                case TokenAnswer.Granted(Tokens tokens) -> {
                    grants.put(row.app(), row.client(), tokens);
                    store.end(row);
                    linked.fire(Linked.well(row.client()));
                }
                case TokenAnswer.Gone(String cause) ->
                    givenUp(
                            row,
                            cause.startsWith("access_denied") ? Linked.Result.DENIED : Linked.Result.FAILED,
                            cause);
                case TokenAnswer.WrongClient(String cause) -> givenUp(row, Linked.Result.REFUSED, cause);
                case TokenAnswer.Pending(boolean slower) -> {
                    Pending next = slower ? pending.slower() : pending;
                    again(row, next, Duration.ofSeconds(next.interval()));
                }
                case TokenAnswer.Later later ->
                    again(row, pending, later.retryAfter().orElse(interval));
            }
        } catch (ConnectorException e) {
            again(row, pending, interval);
        }
    }

    private void again(LinkStore.Row row, Pending pending, Duration wait) {
        if (row.expires().isBefore(clock.instant())) {
            givenUp(row, Linked.Result.FAILED, "the code was not confirmed in time");
        } else {
            store.pollDevice(
                    row, consents.seal(row.client(), pending), clock.instant().plus(wait));
        }
    }

    private void givenUp(LinkStore.Row row, Linked.Result result, String cause) {
        store.end(row);
        linked.fire(new Linked(row.client(), result, Optional.of(cause)));
    }

    private record Back(Optional<URI> page, boolean ours) {}

    private static Optional<URI> pageOfApp(Technology technology, Optional<Instance> instance) {
        return instance.flatMap(i -> TokenEndpoint.Declared.by(technology)
                .flatMap(d -> d.client().returns())
                .filter(i.configuration()::has)
                .map(i.configuration()::url));
    }

    private static Linked.Result outcome(Failure failure) {
        return switch (failure) {
            case Failure.Unavailable _, Failure.Throttled _ -> Linked.Result.AWAY;
            case Failure.Misconfigured _ -> Linked.Result.REFUSED;
            case Failure.Unauthorized _, Failure.Departed _, Failure.Puzzled _ -> Linked.Result.FAILED;
        };
    }

    private Ending end(LinkStore.Row row, Linked.Result result, @Nullable String problem, Back back) {
        linked.fire(new Linked(row.client(), result, Optional.ofNullable(problem)));
        return new Ending(result, row.client(), Optional.ofNullable(problem), back.page(), back.ours());
    }

    /// What anybody can put into our callback's address is shown in part and without control characters.
    private static String printable(String text) {
        String plain = text.replaceAll("[^\\p{Print}]", "?");
        return plain.length() > 100 ? plain.substring(0, 100) : plain;
    }
}
