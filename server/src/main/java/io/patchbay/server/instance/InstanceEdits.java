package io.patchbay.server.instance;

import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import io.patchbay.server.access.AppId;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.vendor.Remaining;
import io.patchbay.server.web.ApiException;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Instances as people edit them in a form: a secret that is not typed again stays, and an edit replaces only what its
/// editor saw. Any thread may call; it blocks as [Instances] does.
@Singleton
public final class InstanceEdits {
    private final InstanceStore store;
    private final Instances instances;
    private final Configurations configurations;
    private final Catalogue catalogue;
    private final Event<InstanceChanged> changed;

    InstanceEdits(
            InstanceStore store,
            Instances instances,
            Configurations configurations,
            Catalogue catalogue,
            Event<InstanceChanged> changed) {
        this.store = store;
        this.instances = instances;
        this.configurations = configurations;
        this.catalogue = catalogue;
        this.changed = changed;
    }

    public record Listed(InstanceId id, String typeId, Instant created) {}

    /// @param revision  another one after each edit
    /// @param shown     the configuration without what is secret; empty if its connector is not installed any more
    /// @param secrets   the keys of the secrets in it
    /// @param alternate whether there is a second configuration
    public record Stored(
            InstanceId id,
            String typeId,
            Instant created,
            String revision,
            Map<String, @Nullable Object> shown,
            Set<String> secrets,
            boolean alternate) {}

    /// In the order in which they were made; at most one for each technology.
    public List<Listed> list(AppId app) {
        return store.list(app);
    }

    /// @throws ApiException 404 if the app has no such instance
    public Stored get(AppId app, UUID id) {
        InstanceStore.Row row = row(app, id);
        Map<String, @Nullable Object> shown = new HashMap<>(sent(row));
        Set<String> secrets = catalogue
                .byType(row.typeId())
                .map(technology -> secrets(technology.description().instance()))
                .orElse(shown.keySet())
                .stream()
                .filter(shown::containsKey)
                .collect(Collectors.toUnmodifiableSet());
        shown.keySet().removeAll(secrets);
        return new Stored(
                row.id(),
                row.typeId(),
                store.created(app, id).orElseThrow(() -> ApiException.notFound("connector instance")),
                row.revision(),
                shown,
                secrets,
                row.alternate() != null);
    }

    /// @throws ApiException as [Instances#create]
    public InstanceId create(AppId app, String typeId, Map<String, @Nullable Object> configuration) {
        return instances.create(app, typeId, new Instances.Wanted(configuration, Optional.empty()));
    }

    /// Asks the vendor whether a configuration works; nothing is stored.
    ///
    /// @throws ApiException 400 if form or vendor refuse it, 503 if the vendor could not be asked
    public void tryOut(AppId app, Technology technology, Map<String, @Nullable Object> configuration) {
        // the same id again for whoever tries again, so that the vendor's limits hold for all tries
        UUID trial = UUID.nameUUIDFromBytes((app + " " + technology.typeId()).getBytes(StandardCharsets.UTF_8));
        instances.tryOut(technology, new InstanceId(trial), configuration);
    }

    /// As [#tryOut(AppId, Technology, Map)], for an instance that there is: secrets that are not given are those it
    /// has.
    public void tryOut(AppId app, UUID id, Map<String, @Nullable Object> configuration) {
        InstanceStore.Row row = row(app, id);
        Technology technology = instances.technologyOf(app, id);
        instances.tryOut(technology, row.id(), kept(row, technology, configuration));
    }

    /// Replaces the configuration and starts the instance's clients again. Secrets that are not given stay.
    ///
    /// @param revision  which one the editor saw
    /// @param alternate whether the second configuration, if there is one, stays
    /// @throws ApiException 400 if form or vendor refuse it, 409 if it was changed meanwhile,
    ///     503 if the vendor could not be asked
    public void replace(
            AppId app, UUID id, String revision, Map<String, @Nullable Object> configuration, boolean alternate) {
        InstanceStore.Row row = row(app, id);
        if (!row.revision().equals(revision)) {
            throw changedMeanwhile();
        }
        Technology technology = instances.technologyOf(app, id);
        Optional<Map<String, @Nullable Object>> second = row.alternate() == null || !alternate
                ? Optional.empty()
                : Optional.of(configurations.open(row.alternate(), Instances.context(row.id())));
        Instances.Wanted wanted = new Instances.Wanted(kept(row, technology, configuration), second);
        instances.accept(technology, wanted);
        instances.tryOut(technology, row.id(), wanted);
        if (!store.replace(row, instances.sealed(row.id(), wanted))) {
            throw changedMeanwhile();
        }
        changed.fire(new InstanceChanged(row.id()));
    }

    /// @throws ApiException 409 if it still has clients
    public void delete(AppId app, UUID id) {
        instances.delete(app, id);
    }

    /// What is left of the vendor's limits that hold for all clients of an instance.
    public List<Remaining> remaining(AppId app, UUID id) {
        return instances.remaining(app, id);
    }

    private Map<String, @Nullable Object> kept(
            InstanceStore.Row row, Technology technology, Map<String, @Nullable Object> given) {
        Map<String, @Nullable Object> kept = new HashMap<>(sent(row));
        kept.keySet().retainAll(secrets(technology.description().instance()));
        kept.putAll(given);
        return kept;
    }

    private Map<String, @Nullable Object> sent(InstanceStore.Row row) {
        return configurations.open(row.sealed(), Instances.context(row.id()));
    }

    private static Set<String> secrets(Form form) {
        return form.fields().stream()
                .filter(field -> field instanceof Field.Secret)
                .map(Field::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    private InstanceStore.Row row(AppId app, UUID id) {
        return store.byId(app, id).orElseThrow(() -> ApiException.notFound("connector instance"));
    }

    private static ApiException changedMeanwhile() {
        return ApiException.conflict("The instance was changed or deleted meanwhile; load it again.");
    }
}
