package io.patchbay.server.link;

import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.description.Problem;
import io.patchbay.server.access.AppId;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.instance.Instance;
import io.patchbay.server.instance.Instances;
import io.patchbay.server.vendor.CircuitOpen;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// Refreshes one client's grant. The order of things is the point: lease and intent are durable before the
/// vendor is asked, and the new pair is durable before anybody uses it. What is left is the moment between the
/// vendor's answer and our commit: if we die in it, the intent stays, the next refresh tries the same pair once
/// more (vendors with a grace period take it), and a vendor that does not makes the grant dead with a cause
/// that says why.
///
/// The lease is short, and held by a heartbeat while the vendor is asked: a node that dies keeps a grant from being
/// refreshed for no longer than that.
final class GrantRefresh {
    private static final Logger LOG = Logger.getLogger(GrantRefresh.class);

    static final Duration LEASE = Duration.ofSeconds(20);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long LOOK_AGAIN = Duration.ofMillis(200).toNanos();

    private final GrantStore store;
    private final TokenEndpoint endpoint;
    private final Instances instances;
    private final Revocations revocations;
    private final InstantSource clock;
    private final AppId app;
    private final UUID client;
    private final Technology technology;
    private final Consumer<Renewal> told;

    GrantRefresh(
            GrantStore store,
            TokenEndpoint endpoint,
            Instances instances,
            Revocations revocations,
            InstantSource clock,
            AppId app,
            UUID client,
            Technology technology,
            Consumer<Renewal> told) {
        this.store = store;
        this.endpoint = endpoint;
        this.instances = instances;
        this.revocations = revocations;
        this.clock = clock;
        this.app = app;
        this.client = client;
        this.technology = technology;
        this.told = told;
    }

    GrantStore.Grant load() throws ConnectorException {
        return alive(store.get(app, client).orElse(null));
    }

    boolean ageing(GrantStore.Grant grant) {
        return grant.tokens().ageing(clock.instant());
    }

    boolean ended(GrantStore.Grant grant) {
        Instant end = grant.tokens().expires();
        return end != null && !clock.instant().isBefore(end);
    }

    /// Called on a thread that nobody interrupts.
    GrantStore.Grant refresh(GrantStore.Grant grant) throws ConnectorException, InterruptedException {
        Instant end = clock.instant().plus(PATIENCE);
        UUID holder = UUID.randomUUID();
        while (true) {
            switch (store.lease(app, client, grant.generation(), holder, clock.instant(), LEASE)) {
                case GrantStore.Lease.Moved(GrantStore.Grant moved) -> {
                    return alive(moved);
                }
                case GrantStore.Lease.Taken taken -> {
                    return renew(taken, holder);
                }
                case GrantStore.Lease.Nothing _ -> {
                    return alive(null);
                }
                case GrantStore.Lease.Busy _ -> {
                    if (clock.instant().isAfter(end)) {
                        throw new ConnectorException(
                                new Failure.Unavailable("another refresh of this consent has not ended"));
                    }
                    LockSupport.parkNanos(LOOK_AGAIN);
                }
            }
        }
    }

    private GrantStore.Grant renew(GrantStore.Lease.Taken taken, UUID holder)
            throws ConnectorException, InterruptedException {
        try {
            GrantStore.Grant fresh = ask(taken, holder);
            told.accept(new Renewal(client, Optional.empty()));
            return fresh;
        } catch (ConnectorException e) {
            told.accept(new Renewal(client, Optional.of(e.failure().cause())));
            throw e;
        }
    }

    private GrantStore.Grant ask(GrantStore.Lease.Taken taken, UUID holder)
            throws ConnectorException, InterruptedException {
        Tokens tokens = taken.grant().tokens();
        if (tokens.refresh() == null) {
            throw ended(taken, "the access token has ended and the vendor gave none to refresh it with");
        }
        TokenAnswer answer;
        try {
            Instance instance = instances
                    .byType(app, technology.typeId())
                    .orElseThrow(() -> new ConnectorException(new Failure.Unavailable("the instance is gone")));
            Map<String, String> fields = Map.of("grant_type", "refresh_token", "refresh_token", tokens.refresh());
            CountDownLatch answered = new CountDownLatch(1);
            Thread.ofVirtual().name("lease of " + client).start(() -> hold(holder, answered));
            try {
                answer = endpoint.ask(technology, instance, fields, tokens);
            } finally {
                answered.countDown();
            }
        } catch (ConnectorException | RuntimeException | InterruptedException e) {
            // a host that is known to be down was not asked, and has renewed nothing
            store.release(
                    app, client, holder, taken.unsure() || CircuitOpen.in(e).isEmpty());
            throw e;
        }
        return switch (answer) {
            case TokenAnswer.Granted(Tokens fresh) -> keep(taken.grant(), fresh);
            case TokenAnswer.Gone(String cause) ->
                throw ended(
                        taken,
                        taken.unsure()
                                ? cause + "; the answer to the refresh before was lost, and with it the new token"
                                : cause);
            case TokenAnswer.WrongClient(String cause) -> {
                store.release(app, client, holder, taken.unsure());
                throw new ConnectorException(new Failure.Misconfigured(List.of(new Problem(
                        TokenEndpoint.Declared.by(technology)
                                .orElseThrow()
                                .client()
                                .id(),
                        "and its secret are refused by the vendor: " + cause))));
            }
            case TokenAnswer.Pending _ ->
                later(holder, true, new Failure.Unavailable("the token endpoint is confused"));
            case TokenAnswer.Later(String cause, var retryAfter, boolean unsure) ->
                later(
                        holder,
                        unsure || taken.unsure(),
                        retryAfter.isPresent()
                                ? new Failure.Throttled(cause, retryAfter)
                                : new Failure.Unavailable(cause));
        };
    }

    private void hold(UUID holder, CountDownLatch answered) {
        try {
            while (!answered.await(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    store.extend(app, client, holder, clock.instant().plus(LEASE));
                } catch (JdbiException e) {
                    LOG.debugf(e, "The lease of the refresh of client %s is extended later", client);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private GrantStore.Grant later(UUID holder, boolean unsure, Failure failure) throws ConnectorException {
        store.release(app, client, holder, unsure);
        throw new ConnectorException(failure);
    }

    /// We hold the only copy of the pair: a database that is away for a moment must not lose it.
    private GrantStore.Grant keep(GrantStore.Grant old, Tokens fresh) throws ConnectorException {
        Instant end = clock.instant().plus(PATIENCE);
        while (true) {
            try {
                if (!store.rotated(app, client, old.generation(), fresh)
                        && store.get(app, client).isEmpty()) {
                    revocations.orphaned(app, technology, fresh);
                }
                return load();
            } catch (JdbiException e) {
                if (clock.instant().isAfter(end)) {
                    throw e;
                }
                LockSupport.parkNanos(LOOK_AGAIN);
            }
        }
    }

    private ConnectorException ended(GrantStore.Lease.Taken taken, String cause) {
        store.bury(app, client, taken.grant().generation(), cause);
        return consentNeeded(cause);
    }

    private static GrantStore.Grant alive(GrantStore.@Nullable Grant grant) throws ConnectorException {
        if (grant == null) {
            throw new ConnectorException(
                    new Failure.Unauthorized("consent needed: the end customer has not given it yet"));
        }
        if (grant.dead().isPresent()) {
            throw consentNeeded(grant.dead().get());
        }
        return grant;
    }

    private static ConnectorException consentNeeded(String cause) {
        return new ConnectorException(new Failure.Unauthorized("consent needed: " + cause));
    }
}
