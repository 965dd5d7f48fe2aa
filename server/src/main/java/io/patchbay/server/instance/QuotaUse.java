package io.patchbay.server.instance;

import io.patchbay.server.access.AppId;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.vendor.Remaining;
import io.patchbay.server.vendor.Vendors;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What the instances of some apps have left of their vendors' limits. Any thread may call; it blocks for one query.
@Singleton
public final class QuotaUse {
    private static final int MOST = 200;

    private final InstanceStore store;
    private final Catalogue catalogue;
    private final Vendors vendors;

    QuotaUse(InstanceStore store, Catalogue catalogue, Vendors vendors) {
        this.store = store;
        this.catalogue = catalogue;
        this.vendors = vendors;
    }

    /// @param technology its name, or the type's id if it is not installed any more
    /// @param limits     those that hold for all clients of the instance; empty if the vendor publishes none
    public record OfInstance(AppId app, String typeId, String technology, List<Remaining> limits) {}

    /// Two hundred at most, by app and type.
    public List<OfInstance> of(Collection<AppId> apps) {
        return store.ofAcrossApps(apps, MOST).stream().map(this::use).toList();
    }

    private OfInstance use(InstanceStore.Known known) {
        List<Remaining> limits = catalogue
                .byType(known.typeId())
                .map(technology -> vendors.remaining(technology, known.id(), Optional.empty()))
                .orElse(List.of());
        return new OfInstance(known.app(), known.typeId(), catalogue.name(known.typeId()), limits);
    }
}
