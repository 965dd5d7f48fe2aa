package io.patchbay.server.run;

import com.dynatrace.hash4j.hashing.HashValue128;
import io.patchbay.connector.Client;
import io.patchbay.connector.VendorHttp;
import io.patchbay.connector.description.Authorization;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.Startable;
import io.patchbay.server.cluster.Epoch;
import io.patchbay.server.thing.Owner;
import io.patchbay.server.thing.Report;
import io.patchbay.server.vendor.Bearer;
import io.patchbay.server.vendor.BearerHttp;
import io.patchbay.server.vendor.Vendors;
import io.patchbay.thing.Reading;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A client between its start and its stop. As many are open as there are clients, so fields are few and plain: what
/// most clients never need is made when it is.
final class OpenClient {
    /// No measurement at all.
    static final long NONE = Long.MIN_VALUE;

    private static final Logger LOG = Logger.getLogger(OpenClient.class);

    private final OpenContext context;
    private final String subject;
    private final @Nullable Bearer bearer;
    private final Client client;
    private final @Nullable Reception reception;
    private volatile @Nullable ReentrantLock acting;
    private volatile long newest = NONE;
    private boolean stored;
    private long high;
    private long low;

    private OpenClient(OpenContext context, String subject, @Nullable Bearer bearer, Client client) {
        this.context = context;
        this.subject = subject;
        this.bearer = bearer;
        this.client = client;
        this.reception = Reception.of(client).orElse(null);
    }

    static OpenClient open(
            Startable startable, Technology technology, @Nullable Bearer bearer, OpenContext.Shared shared) {
        OpenContext context = new OpenContext(startable, technology, shared);
        return new OpenClient(
                context, startable.subject(), bearer, technology.connector().open(context));
    }

    Client client() {
        return client;
    }

    /// Empty unless it takes deliveries.
    Optional<Reception> reception() {
        return Optional.ofNullable(reception);
    }

    URI vendor() {
        return context.technology().baseUrl();
    }

    ClientId id() {
        return context.id();
    }

    String type() {
        return context.technology().typeId();
    }

    Rhythm rhythm() {
        return Rhythm.of(id(), context.technology().interval());
    }

    /// Empty memories are not made; null then.
    @Nullable
    ClientMemory memory() {
        return context.remembered();
    }

    Secrets secrets() {
        return Secrets.of(context.technology().description(), context.instance(), context.config());
    }

    Owner owner(Epoch epoch) {
        return new Owner(context.of().app(), subject, id().value(), epoch);
    }

    /// For one call: within the limits, and with the customer's token where the technology needs one.
    VendorHttp round(Vendors vendors) {
        return bearing(
                vendors.forRound(context.technology(), context.of().id().value(), context.instance(), id().value()));
    }

    /// For an action: it goes before polls, and is never postponed.
    VendorHttp command(Vendors vendors) {
        return bearing(
                vendors.forCommand(context.technology(), context.of().id().value(), context.instance(), id().value()));
    }

    private VendorHttp bearing(VendorHttp http) {
        return bearer == null ? http : new BearerHttp(http, bearer, rejected());
    }

    private Authorization.Rejected rejected() {
        return switch (context.technology().description().authorization()) {
            case Authorization.OAuth2Code code -> code.rejected();
            case Authorization.OAuth2Device device -> device.rejected();
            case Authorization.None _, Authorization.Key _ -> Authorization.Rejected.byStatus401();
        };
    }

    /// How often the vendor has something new: as often as it is asked at least.
    Duration news() {
        Duration declared = context.technology().description().pace().interval();
        Duration interval = context.technology().interval();
        return declared.compareTo(interval) > 0 ? declared : interval;
    }

    /// Of all measurements of the last report, in milliseconds since the epoch; [#NONE] if it had none.
    long newest() {
        return newest;
    }

    /// What the vendor handed out, new or not.
    void saw(Report report) {
        long latest = NONE;
        for (Reading reading : report.readings()) {
            latest = Math.max(latest, reading.at().toEpochMilli());
        }
        newest = latest;
    }

    /// Whether the last report that was stored had this fingerprint.
    synchronized boolean isStored(HashValue128 fingerprint) {
        return stored && high == fingerprint.getMostSignificantBits() && low == fingerprint.getLeastSignificantBits();
    }

    synchronized void stored(HashValue128 fingerprint) {
        stored = true;
        high = fingerprint.getMostSignificantBits();
        low = fingerprint.getLeastSignificantBits();
    }

    /// An action has changed what is stored: the next report is compared with nothing.
    synchronized void forgetLast() {
        stored = false;
    }

    /// Held by the action under way: there is never a second one beside it (C3).
    ReentrantLock acting() {
        ReentrantLock lock = acting;
        if (lock != null) {
            return lock;
        }
        synchronized (this) {
            lock = acting;
            if (lock == null) {
                lock = new ReentrantLock();
                acting = lock;
            }
            return lock;
        }
    }

    /// Called once, after the last call has ended (C14).
    void close() {
        if (reception != null) {
            reception.close();
        }
        try {
            client.close();
        } catch (RuntimeException e) {
            LOG.errorf(e, "Client %s (%s) did not close; it is stopped all the same", id(), type());
        }
    }
}
