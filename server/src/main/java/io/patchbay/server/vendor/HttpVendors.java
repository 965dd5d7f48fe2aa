package io.patchbay.server.vendor;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.patchbay.connector.Batch;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.VendorHttp;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Config;
import io.patchbay.server.catalogue.Technology;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// All vendors over one HTTP client, with one set of budgets per technology.
@Singleton
final class HttpVendors implements Vendors, AutoCloseable {
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Calls.Shared shared;
    private final Map<String, Budgets> budgets = new ConcurrentHashMap<>();
    private final Together together;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// @param callsAtOnce how many calls may be under way to one host
    @Inject
    HttpVendors(
            InstantSource clock,
            MeterRegistry meters,
            @ConfigProperty(name = "patchbay.vendor.calls-at-once", defaultValue = "200") int callsAtOnce) {
        this(clock, meters, callsAtOnce, Duration.ofSeconds(20));
    }

    /// @param whole how long a call may take to the last byte of its answer
    HttpVendors(InstantSource clock, MeterRegistry meters, int callsAtOnce, Duration whole) {
        this.clock = clock;
        this.meters = meters;
        this.together = new Together(clock);
        Hosts hosts = new Hosts(callsAtOnce, clock);
        this.shared = new Calls.Shared(new Wire(whole, meters), hosts, new SharedAnswers(clock, meters));
        for (Circuit.State state : List.of(Circuit.State.OPEN, Circuit.State.RECOVERING)) {
            meters.gauge(
                    "patchbay.vendor.circuits",
                    Tags.of("state", state.name().toLowerCase(Locale.ROOT)),
                    hosts,
                    h -> h.count(state));
        }
    }

    @Override
    public VendorHttp forInstance(Technology technology, UUID instance, Config configuration) {
        return urgent(technology, new Account(instance, Optional.empty(), configuration), Circuit.Caller.PERSON);
    }

    @Override
    public VendorHttp forRenewal(Technology technology, UUID instance, Config configuration) {
        return urgent(technology, new Account(instance, Optional.empty(), configuration), Circuit.Caller.RENEWAL);
    }

    @Override
    public VendorHttp forRound(Technology technology, UUID instance, Config configuration, UUID client) {
        Account account = new Account(instance, Optional.of(client), configuration);
        Budgets of = budgets(technology);
        RoundTurns turns = new RoundTurns(of, account, client, this::await);
        return new Calls(shared, technology, of, account, turns, Circuit.Caller.ROUND);
    }

    @Override
    public VendorHttp forCommand(Technology technology, UUID instance, Config configuration, UUID client) {
        return urgent(technology, new Account(instance, Optional.of(client), configuration), Circuit.Caller.PERSON);
    }

    private VendorHttp urgent(Technology technology, Account account, Circuit.Caller caller) {
        Budgets of = budgets(technology);
        UrgentTurns turns = new UrgentTurns(of, account, this::await);
        return new Calls(shared, technology, of, account, turns, caller);
    }

    @Override
    public <T> T together(Technology technology, UUID instance, VendorHttp http, String key, Batch<T> batch)
            throws ConnectorException, InterruptedException {
        Object scope =
                technology.description().authorization() instanceof Authorization.None ? technology.typeId() : instance;
        return together.get(scope, technology.interval(), key, batch, http);
    }

    @Override
    public List<Remaining> remaining(Technology technology, UUID instance, Optional<UUID> client) {
        return budgets(technology).remaining(instance, client);
    }

    @Override
    public HostsHealth hosts(Collection<Technology> technologies) {
        return shared.hosts().health(technologies);
    }

    private Budgets budgets(Technology technology) {
        return budgets.computeIfAbsent(technology.typeId(), type -> {
            Budgets made = new Budgets(technology, clock);
            meters.gauge("patchbay.vendor.budgets", Tags.of("type", type), made, Budgets::size);
            return made;
        });
    }

    private void await(long micros) throws InterruptedException {
        long wait = micros - Lane.micros(clock.instant());
        if (wait <= 0) {
            return;
        }
        meters.timer("patchbay.vendor.waits").record(wait, TimeUnit.MICROSECONDS);
        if (closed.await(wait, TimeUnit.MICROSECONDS)) {
            throw new InterruptedException("the service stops");
        }
    }

    @Override
    @PreDestroy
    public void close() {
        closed.countDown();
        shared.wire().close();
    }
}
