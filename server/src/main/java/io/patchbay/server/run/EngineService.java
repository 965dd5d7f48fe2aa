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
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
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
    private final Engine engine;

    EngineService(Engine engine) {
        this.engine = engine;
    }

    @Produces
    @Singleton
    static Engine engine(
            EngineClients clients,
            DeliveryAddresses addresses,
            Writer writer,
            Ownership ownership,
            Catalogue catalogue,
            Grants grants,
            Vendors vendors,
            RecentCalls recent,
            InstantSource clock,
            MeterRegistry meters,
            @ConfigProperty(name = "patchbay.engine.polls-at-once", defaultValue = "20000") int pollsAtOnce) {
        Engine.Rooms rooms = new Engine.Rooms(
                clients, addresses, writer::apply, ownership, catalogue::byType, grants::bearer, vendors, recent);
        return new Engine(
                rooms, clock, meters, pollsAtOnce, Runtime.getRuntime().availableProcessors());
    }

    void begin(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent start) {
        engine.begin();
    }

    void end(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent stop) throws InterruptedException {
        engine.end();
    }

    /// What changes nothing is never written, so only a look shows a node that was frozen that others took over.
    @Scheduled(every = "1s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void letGo() {
        engine.letGo();
    }

    /// Ready does not mean that every client was loaded: a million of them take some seconds, in which those that were
    /// are called already. A node that others have taken over from is of no use any more.
    @Produces
    @Readiness
    static HealthCheck health(Engine engine) {
        return () -> HealthCheckResponse.named("engine")
                .status(engine.isOwner())
                .withData("loaded", engine.isLoaded())
                .withData("clients", engine.found())
                .build();
    }
}
