package io.patchbay.server.catalogue;

import io.patchbay.connector.Connector;
import io.patchbay.connector.description.Description;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.DurationConverter;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/// The technologies of this service. Read once at the start: a connector whose description contradicts itself
/// or another one, and an operator's setting that cannot be read, keep the service from starting.
@Startup
@Singleton
public final class Catalogue {
    private final Map<String, Technology> byType;
    private final List<Technology> ordered;

    Catalogue() {
        this(ServiceLoader.load(Connector.class), ConfigProvider.getConfig());
    }

    Catalogue(Iterable<Connector> connectors, Config settings) {
        Map<String, Technology> found = new LinkedHashMap<>();
        List<Connector> sorted = new ArrayList<>();
        connectors.forEach(sorted::add);
        sorted.sort(Comparator.comparingInt(c -> c.description().id()));
        int last = 0;
        for (Connector connector : sorted) {
            Description description = connector.description();
            if (description.id() == last || found.put(description.typeId(), technology(connector, settings)) != null) {
                throw new IllegalStateException("Two connectors call themselves " + description.id() + " or \""
                        + description.typeId() + "\"; take one away.");
            }
            last = description.id();
        }
        this.byType = Map.copyOf(found);
        this.ordered = List.copyOf(found.values());
    }

    /// By id.
    public Collection<Technology> all() {
        return ordered;
    }

    public Optional<Technology> byType(String typeId) {
        return Optional.ofNullable(byType.get(typeId));
    }

    /// What people call it; the type itself if it is not installed any more.
    public String name(String typeId) {
        return byType(typeId).map(technology -> technology.description().name()).orElse(typeId);
    }

    Optional<Technology> byId(int id) {
        return ordered.stream().filter(t -> t.description().id() == id).findFirst();
    }

    private static Technology technology(Connector connector, Config settings) {
        Description description = connector.description();
        String prefix = "patchbay.connectors." + description.typeId();
        URI base = settings.getOptionalValue(prefix + ".base-url", String.class)
                .map(URI::create)
                .orElse(description.baseUrl());
        Duration interval = settings.getOptionalValue(prefix + ".poll-interval", String.class)
                .map(DurationConverter::parseDuration)
                .orElse(description.pace().interval());
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalStateException(prefix + ".poll-interval must be longer than nothing, such as 10s or 5m.");
        }
        boolean limited = settings.getOptionalValue(prefix + ".limits", String.class)
                .map(value -> !value.equals("off"))
                .orElse(true);
        return new Technology(connector, description, base, interval, limited);
    }
}
