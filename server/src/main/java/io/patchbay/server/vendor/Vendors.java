package io.patchbay.server.vendor;

import io.patchbay.connector.Batch;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.VendorHttp;
import io.patchbay.connector.description.Config;
import io.patchbay.server.catalogue.Technology;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where calls to vendors begin.
public interface Vendors {

    /// For trying an instance's configuration and for its customers' consents. A call that finds its budget empty waits
    /// for its turn, 10 s at
    /// most.
    ///
    /// @param instance the instance's id, also before it is stored
    VendorHttp forInstance(Technology technology, UUID instance, Config configuration);

    /// As [#forInstance], to renew a customer's token: many of them may be due while a host is down, so it is then
    /// asked
    /// once a second only, and the others fail because of [CircuitOpen].
    VendorHttp forRenewal(Technology technology, UUID instance, Config configuration);

    /// For one round of a client: make one per call of the client, not per client. Its first call that finds a
    /// budget empty throws [Postponed] and has a place reserved; later calls of the same round wait for theirs,
    /// a minute at most.
    VendorHttp forRound(Technology technology, UUID instance, Config configuration, UUID client);

    /// For an action of a client: somebody waits for it, so a part of each limit is kept for such calls, which
    /// no round takes; they wait for their turn 10 s at most.
    VendorHttp forCommand(Technology technology, UUID instance, Config configuration, UUID client);

    /// What is left of the vendor's limits.
    ///
    /// @param client empty for what all clients of the instance share
    List<Remaining> remaining(Technology technology, UUID instance, Optional<UUID> client);

    /// How the hosts fare that were called lately: by name those at which these technologies have their service.
    HostsHealth hosts(Collection<Technology> technologies);

    /// One part of an answer for many clients, as [io.patchbay.connector.ClientContext#together] documents it.
    ///
    /// @param http of the round that asks
    <T> T together(Technology technology, UUID instance, VendorHttp http, String key, Batch<T> batch)
            throws ConnectorException, InterruptedException;
}
