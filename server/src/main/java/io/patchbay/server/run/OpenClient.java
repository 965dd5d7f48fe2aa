package io.patchbay.server.run;

import io.patchbay.connector.Client;
import io.patchbay.connector.VendorHttp;
import io.patchbay.connector.description.Authorization;
import io.patchbay.server.catalogue.Technology;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A client between its start and its stop.
final class OpenClient {
    private static final Logger LOG = Logger.getLogger(OpenClient.class);

    private final Startable startable;
    private final Technology technology;
    private final Optional<Bearer> bearer;
    private final OpenContext context;
    private final Client client;
    private final Rhythm rhythm;
    private final Optional<Reception> reception;
    private final ReentrantLock acting = new ReentrantLock();
    private volatile @Nullable Fingerprint last;
    private volatile Optional<Instant> newest = Optional.empty();

    private OpenClient(
            Startable startable, Technology technology, Optional<Bearer> bearer, OpenContext context, Client client) {
        this.startable = startable;
        this.technology = technology;
        this.bearer = bearer;
        this.context = context;
        this.client = client;
        this.reception = Reception.of(client);
        this.rhythm = Rhythm.of(startable.id(), technology.interval());
    }

    static OpenClient open(
            Startable startable, Technology technology, Optional<Bearer> bearer, Vendors vendors, InstantSource clock) {
        OpenContext context = new OpenContext(startable, technology, vendors, clock);
        return new OpenClient(
                startable, technology, bearer, context, technology.connector().open(context));
    }

    Client client() {
        return client;
    }

    /// Empty unless it takes deliveries.
    Optional<Reception> reception() {
        return reception;
    }

    URI vendor() {
        return technology.baseUrl();
    }

    Startable startable() {
        return startable;
    }

    String type() {
        return technology.typeId();
    }

    Rhythm rhythm() {
        return rhythm;
    }

    ClientMemory memory() {
        return context.memory();
    }

    Secrets secrets() {
        return Secrets.of(startable, technology);
    }

    Owner owner(Epoch epoch) {
        return new Owner(startable.app(), startable.subject(), startable.id().value(), epoch);
    }

    /// For one call: within the limits, and with the customer's token where the technology needs one.
    VendorHttp round(Vendors vendors) {
        return bearing(vendors.forRound(
                technology,
                startable.instance().value(),
                startable.instanceConfig(),
                startable.id().value()));
    }

    /// For an action: it goes before polls, and is never postponed.
    VendorHttp command(Vendors vendors) {
        return bearing(vendors.forCommand(
                technology,
                startable.instance().value(),
                startable.instanceConfig(),
                startable.id().value()));
    }

    private VendorHttp bearing(VendorHttp http) {
        return bearer.<VendorHttp>map(token -> new BearerHttp(http, token, rejected()))
                .orElse(http);
    }

    private Authorization.Rejected rejected() {
        return switch (technology.description().authorization()) {
            case Authorization.OAuth2Code code -> code.rejected();
            case Authorization.OAuth2Device device -> device.rejected();
            case Authorization.None _, Authorization.Key _ -> Authorization.Rejected.byStatus401();
        };
    }

    /// How often the vendor has something new: as often as it is asked at least.
    Duration news() {
        Duration declared = technology.description().pace().interval();
        return declared.compareTo(technology.interval()) > 0 ? declared : technology.interval();
    }

    /// Of all measurements of the last report; empty if it had none.
    Optional<Instant> newest() {
        return newest;
    }

    /// The fingerprint of the last report that was stored.
    @Nullable
    Fingerprint last() {
        return last;
    }

    void last(Fingerprint stored) {
        last = stored;
    }

    /// What the vendor handed out, new or not.
    void saw(Report report) {
        newest = report.readings().stream().map(Reading::at).max(Comparator.naturalOrder());
    }

    /// An action has changed what is stored: the next report is compared with nothing.
    void forgetLast() {
        last = null;
    }

    /// Held by the action under way: there is never a second one beside it (C3).
    ReentrantLock acting() {
        return acting;
    }

    /// Called once, after the last call has ended (C14).
    void close() {
        reception.ifPresent(Reception::close);
        try {
            client.close();
        } catch (RuntimeException e) {
            LOG.errorf(e, "Client %s (%s) did not close; it is stopped all the same", startable.id(), type());
        }
    }
}
