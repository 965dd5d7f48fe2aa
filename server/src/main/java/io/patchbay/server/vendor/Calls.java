package io.patchbay.server.vendor;

import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Reply;
import io.patchbay.connector.VendorHttp;
import io.patchbay.server.catalogue.Technology;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// The calls of one round or one trial. Used by its thread only.
final class Calls implements VendorHttp {
    /// What all calls of the service share.
    record Shared(Wire wire, Hosts hosts, SharedAnswers answers) {}

    private final Shared shared;
    private final Technology technology;
    private final Budgets budgets;
    private final Account account;
    private final Turns turns;

    Calls(Shared shared, Technology technology, Budgets budgets, Account account, Turns turns) {
        this.shared = shared;
        this.technology = technology;
        this.budgets = budgets;
        this.account = account;
        this.turns = turns;
    }

    @Override
    public Reply send(Call call) throws ConnectorException, InterruptedException {
        URI uri = address(call);
        // a trial is nobody's round: it must really ask
        if (!call.shared() || !call.method().equals("GET") || account.client().isEmpty()) {
            return follow(call, uri);
        }
        Duration keep = technology.interval().dividedBy(2);
        return shared.answers()
                .answer(
                        new SharedAnswers.Question(
                                technology.typeId(), account.instance(), call.method(), uri, call.headers()),
                        keep,
                        () -> follow(call, uri));
    }

    private Reply follow(Call call, URI uri) throws ConnectorException, InterruptedException {
        URI at = uri;
        for (int hops = 0; ; hops++) {
            Reply reply = once(call, at);
            Optional<URI> next = Redirects.next(call.method(), at, reply);
            if (next.isEmpty() || hops == Redirects.MOST) {
                return reply;
            }
            at = next.get();
        }
    }

    private Reply once(Call call, URI uri) throws ConnectorException, InterruptedException {
        String name = Wire.host(uri);
        Semaphore host = shared.hosts().of(name);
        int units = (int) Math.ceil(call.weight());
        turns.take(host, name, units);
        try {
            long sent = budgets.now();
            budgets.sent(account, units);
            Reply reply = shared.wire().exchange(technology.typeId(), call, uri);
            budgets.saw(account, sent, reply);
            return reply;
        } finally {
            host.release();
        }
    }

    private URI address(Call call) {
        try {
            URI uri = technology.address(call);
            if (uri.getHost() != null && uri.getScheme() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // its message carries the query: said below without
        }
        throw new IllegalArgumentException("the connector's call " + call + " has no valid address");
    }
}
