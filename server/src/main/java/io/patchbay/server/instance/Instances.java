package io.patchbay.server.instance;

import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.InstanceContext;
import io.patchbay.connector.VendorHttp;
import io.patchbay.connector.description.Config;
import io.patchbay.connector.description.Form;
import io.patchbay.connector.description.Problem;
import io.patchbay.server.access.AppId;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.vendor.Remaining;
import io.patchbay.server.vendor.Vendors;
import io.patchbay.server.web.ApiException;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The instances of all apps. Blocks: on the database, and on the vendor where a configuration is tried.
@Singleton
public final class Instances {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final InstanceStore store;
    private final Configurations configurations;
    private final Catalogue catalogue;
    private final Vendors vendors;
    private final InstantSource clock;
    private final Event<InstanceChanged> changed;

    Instances(
            InstanceStore store,
            Configurations configurations,
            Catalogue catalogue,
            Vendors vendors,
            InstantSource clock,
            Event<InstanceChanged> changed) {
        this.store = store;
        this.configurations = configurations;
        this.catalogue = catalogue;
        this.vendors = vendors;
        this.clock = clock;
        this.changed = changed;
    }

    /// The app's instance of a technology.
    public Optional<Instance> byType(AppId app, String typeId) {
        return store.byType(app, typeId).map(this::opened);
    }

    /// The id of the app's instance of a technology.
    public Optional<InstanceId> idOf(AppId app, String typeId) {
        return store.byType(app, typeId).map(InstanceStore.Row::id);
    }

    /// @param configurations as the developer sent them, those whose credentials may work: the first one first
    public record Sent(UUID instance, List<Map<String, @Nullable Object>> configurations) {}

    /// What the developer sent as the configurations of the app's instance.
    public Optional<Sent> sent(AppId app, String typeId) {
        return store.byType(app, typeId)
                .map(row -> new Sent(
                        row.id().value(),
                        Stream.of(row.sealed(), row.alternate())
                                .filter(Objects::nonNull)
                                .map(bytes -> configurations.open(bytes, context(row.id())))
                                .toList()));
    }

    /// The configurations of the app's instance of a technology as they were sent, with what is secret masked: the
    /// first
    /// one first; none if there is no instance.
    public List<Masked> masked(AppId app, String typeId) {
        Optional<Form> form =
                catalogue.byType(typeId).map(found -> found.description().instance());
        return sent(app, typeId).map(Sent::configurations).orElse(List.of()).stream()
                .map(configuration -> Masked.of(configuration, form))
                .toList();
    }

    /// What a caller wants an instance to be.
    ///
    /// @param alternate a second configuration, while credentials are changed at the vendor
    record Wanted(Map<String, @Nullable Object> configuration, Optional<Map<String, @Nullable Object>> alternate) {}

    /// @throws ApiException 400 if form or vendor refuse the configuration, 409 if there is one, 503 if the
    ///     vendor could not be asked
    InstanceId create(AppId app, String typeId, Wanted wanted) {
        Technology technology = technology(typeId);
        accept(technology, wanted);
        if (store.byType(app, typeId).isPresent()) {
            throw alreadyThere(typeId);
        }
        InstanceId id = new InstanceId(UUID.randomUUID());
        tryOut(technology, id, wanted);
        if (!store.insert(
                new InstanceStore.Row(id, app, typeId, seal(id, wanted.configuration()), sealAlternate(id, wanted)))) {
            throw alreadyThere(typeId);
        }
        return id;
    }

    /// Replaces the configuration and starts the instance's clients again.
    void replace(AppId app, UUID id, @Nullable String typeId, Wanted wanted) {
        InstanceStore.Row row = row(app, id);
        if (typeId != null && !typeId.equals(row.typeId())) {
            throw ApiException.badRequest(
                    "connector_type_id of an instance cannot change; it is \"" + row.typeId() + "\".");
        }
        Technology technology = technology(row.typeId());
        accept(technology, wanted);
        tryOut(technology, row.id(), wanted);
        if (!store.update(app, id, seal(row.id(), wanted.configuration()), sealAlternate(row.id(), wanted))) {
            throw ApiException.notFound("connector instance");
        }
        changed.fire(new InstanceChanged(row.id()));
    }

    void accept(Technology technology, Wanted wanted) {
        Form form = technology.description().instance();
        configurations.accept(form, wanted.configuration());
        wanted.alternate().ifPresent(alternate -> configurations.accept(form, alternate));
    }

    InstanceStore.Sealed sealed(InstanceId id, Wanted wanted) {
        return new InstanceStore.Sealed(seal(id, wanted.configuration()), sealAlternate(id, wanted));
    }

    private byte[] seal(InstanceId id, Map<String, @Nullable Object> configuration) {
        return configurations.seal(configuration, context(id));
    }

    private byte @Nullable [] sealAlternate(InstanceId id, Wanted wanted) {
        return wanted.alternate().isPresent() ? seal(id, wanted.alternate().get()) : null;
    }

    void delete(AppId app, UUID id) {
        switch (store.delete(app, id)) {
            case DELETED -> {}
            case UNKNOWN -> throw ApiException.notFound("connector instance");
            case IN_USE -> throw ApiException.conflict("The connector instance still has clients; delete them first.");
        }
    }

    List<UUID> page(AppId app, @Nullable UUID after, int limit) {
        return store.page(app, after, limit);
    }

    List<UUID> clientPage(AppId app, UUID id, @Nullable UUID after, int limit) {
        return store.clientPage(app, id, after, limit);
    }

    /// What is left of the vendor's limits that hold for all clients of an instance.
    List<Remaining> remaining(AppId app, UUID id) {
        return vendors.remaining(technologyOf(app, id), id, Optional.empty());
    }

    Technology technologyOf(AppId app, UUID id) {
        return technology(row(app, id).typeId());
    }

    private InstanceStore.Row row(AppId app, UUID id) {
        return store.byId(app, id).orElseThrow(() -> ApiException.notFound("connector instance"));
    }

    private Instance opened(InstanceStore.Row row) {
        Technology technology = technology(row.typeId());
        Form form = technology.description().instance();
        return new Instance(
                row.id(),
                row.app(),
                row.typeId(),
                configurations.stored(form, row.sealed(), context(row.id())),
                row.alternate() == null
                        ? Optional.empty()
                        : Optional.of(configurations.stored(form, row.alternate(), context(row.id()))));
    }

    private Technology technology(String typeId) {
        return catalogue
                .byType(typeId)
                .orElseThrow(() -> ApiException.badRequest("There is no connector type \"" + typeId
                        + "\"; GET /api/v1/connectors/descriptions lists them."));
    }

    /// Of two configurations one must work: the other one's credentials may not be valid yet, or no more.
    void tryOut(Technology technology, InstanceId id, Wanted wanted) {
        try {
            tryOut(technology, id, wanted.configuration());
        } catch (ApiException e) {
            if (e.status() != 400 || wanted.alternate().isEmpty()) {
                throw e;
            }
            tryOut(technology, id, wanted.alternate().get());
        }
    }

    void tryOut(Technology technology, InstanceId id, Map<String, @Nullable Object> configuration) {
        record Context(Config instance, VendorHttp http, InstantSource clock) implements InstanceContext {}
        Config config = configurations.accept(technology.description().instance(), configuration);
        try {
            technology
                    .connector()
                    .check(new Context(config, vendors.forInstance(technology, id.value(), config), clock));
        } catch (ConnectorException e) {
            throw refusal(technology.description().name(), e.failure());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiException.unavailable("The service is stopping; nothing was stored.", SOON);
        }
    }

    private static ApiException refusal(String vendor, Failure failure) {
        return switch (failure) {
            case Failure.Misconfigured m ->
                ApiException.invalid(m.problems().stream()
                        .map(p -> new Problem("configuration." + p.field(), p.message()))
                        .toList());
            case Failure.Unauthorized f ->
                ApiException.badRequest(vendor + " refuses this configuration: " + f.cause() + ".");
            case Failure.Departed f ->
                ApiException.badRequest(vendor + " refuses this configuration: " + f.cause() + ".");
            case Failure.Throttled f ->
                notAsked(vendor, f.cause(), f.retryAfter().orElse(SOON));
            case Failure.Unavailable f -> notAsked(vendor, f.cause(), SOON);
            case Failure.Puzzled f -> notAsked(vendor, f.cause(), SOON);
        };
    }

    private static ApiException notAsked(String vendor, String cause, Duration retryAfter) {
        return ApiException.unavailable(
                "The configuration could not be tried at " + vendor + " (" + cause
                        + "); nothing was stored, try again.",
                retryAfter);
    }

    private static ApiException alreadyThere(String typeId) {
        return ApiException.conflict(
                "This app already has an instance of \"" + typeId + "\"; change it with PUT or delete it first.");
    }

    static String context(InstanceId id) {
        return "instance:" + id;
    }
}
