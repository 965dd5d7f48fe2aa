package io.patchbay.server.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.client.DeliveryAddresses;
import io.patchbay.server.client.EngineClients;
import io.patchbay.server.cluster.Ownership;
import io.patchbay.server.link.Grants;
import io.patchbay.server.thing.Writer;
import io.patchbay.server.vendor.Vendors;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// The engine as a part of the service: begins when all else has, and ends first.
@Singleton
final class EngineService {
    @Produces
    @Singleton
    Engine engine(
            EngineClients clients,
            DeliveryAddresses addresses,
            Writer writer,
            Ownership ownership,
            Catalogue catalogue,
            Grants grants,
            Vendors vendors,
            InstantSource clock,
            MeterRegistry meters,
            @ConfigProperty(name = "patchbay.engine.polls-at-once", defaultValue = "1000") int pollsAtOnce) {
        Engine.Rooms rooms = new Engine.Rooms(
                clients, addresses, writer::apply, ownership, catalogue::byType, grants::bearer, vendors);
        return new Engine(rooms, clock, meters, pollsAtOnce);
    }

    void begin(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent start, Engine engine) {
        engine.begin();
    }

    void end(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent stop, Engine engine)
            throws InterruptedException {
        engine.end();
    }

    /// Ready means that every client waits for its call.
    @Produces
    @Readiness
    HealthCheck health(Engine engine) {
        return () ->
                HealthCheckResponse.named("engine").status(engine.isLoaded()).build();
    }
}
