package io.patchbay.server.vendor;

import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Reply;
import io.patchbay.connector.VendorHttp;
import io.patchbay.server.catalogue.Technology;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The calls of one round or one trial. Used by its thread only.
final class Calls implements VendorHttp {
    /// What all calls of the service share.
    record Shared(Wire wire, Hosts hosts, SharedAnswers answers) {}

    private final Shared shared;
    private final Technology technology;
    private final Budgets budgets;
    private final Account account;
    private final Turns turns;
    private final Circuit.Caller caller;

    /// Which host has let this round in.
    private @Nullable Circuit begun;

    Calls(Shared shared, Technology technology, Budgets budgets, Account account, Turns turns, Circuit.Caller caller) {
        this.shared = shared;
        this.technology = technology;
        this.budgets = budgets;
        this.account = account;
        this.turns = turns;
        this.caller = caller;
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
        Hosts.Host host = shared.hosts().of(uri);
        Circuit circuit = host.circuit();
        Circuit.Pass pass = circuit.enter(caller, begun == circuit);
        begun = circuit;
        try {
            int units = (int) Math.ceil(call.weight());
            turns.take(host.free(), host.name(), units);
            try {
                long sent = budgets.now();
                budgets.sent(account, units);
                Reply reply = ask(call, uri, host, pass);
                budgets.saw(account, sent, reply);
                return reply;
            } finally {
                host.free().release();
            }
        } finally {
            circuit.abandoned(pass);
        }
    }

    private Reply ask(Call call, URI uri, Hosts.Host host, Circuit.Pass pass)
            throws ConnectorException, InterruptedException {
        Reply reply;
        try {
            reply = shared.wire().exchange(technology.typeId(), call, uri, host.connections());
        } catch (ConnectorException e) {
            ConnectorException down =
                    host.circuit().failed(pass, account.caller(), e.failure().cause());
            throw down == null || caller != Circuit.Caller.ROUND ? e : down;
        }
        if (!isDown(reply)) {
            host.circuit().answered();
            return reply;
        }
        ConnectorException down =
                host.circuit().failed(pass, account.caller(), host.name() + " answered " + reply.status());
        if (down == null || caller != Circuit.Caller.ROUND) {
            return reply;
        }
        throw down;
    }

    /// Whether it is not the service that answers but what stands before it, or there is none. 500 is among them: a
    /// single customer's will not open a circuit.
    private static boolean isDown(Reply reply) {
        return switch (reply.status()) {
            case 500, 502, 503, 504 -> true;
            // of content delivery networks, for an origin that does not answer
            case 520, 521, 522, 523, 524, 525, 526, 527, 530 -> true;
            default -> false;
        };
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
