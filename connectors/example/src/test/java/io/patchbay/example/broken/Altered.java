package io.patchbay.example.broken;

import io.patchbay.connector.ActionOutcome;
import io.patchbay.connector.ActionRequest;
import io.patchbay.connector.Acts;
import io.patchbay.connector.Client;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.Connector;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.InstanceContext;
import io.patchbay.connector.Polled;
import io.patchbay.connector.Sink;
import io.patchbay.connector.description.Description;
import io.patchbay.example.ExampleConnector;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// The example connector with some of its parts replaced; with none replaced it is as good as that. Each part gets
/// the good one to call.
public final class Altered implements Connector {
    private final Connector good = new ExampleConnector();
    private UnaryOperator<Description> description = d -> d;
    private Checking checking = Connector::check;
    private Opening opening = Connector::open;
    private Polling polling = (client, context, sink) -> client.poll(sink);
    private Acting acting = Acts::act;
    private Consumer<Client> closing = Client::close;

    interface Checking {
        void check(Connector good, InstanceContext context) throws ConnectorException, InterruptedException;
    }

    interface Opening {
        Client open(Connector good, ClientContext context);
    }

    interface Polling {
        void poll(Polled good, ClientContext context, Sink sink) throws ConnectorException, InterruptedException;
    }

    interface Acting {
        ActionOutcome act(Acts good, ActionRequest request) throws ConnectorException, InterruptedException;
    }

    Altered description(UnaryOperator<Description> part) {
        description = part;
        return this;
    }

    Altered checking(Checking part) {
        checking = part;
        return this;
    }

    Altered opening(Opening part) {
        opening = part;
        return this;
    }

    Altered polling(Polling part) {
        polling = part;
        return this;
    }

    Altered acting(Acting part) {
        acting = part;
        return this;
    }

    Altered closing(Consumer<Client> part) {
        closing = part;
        return this;
    }

    @Override
    public Description description() {
        return description.apply(good.description());
    }

    @Override
    public void check(InstanceContext context) throws ConnectorException, InterruptedException {
        checking.check(good, context);
    }

    @Override
    public Client open(ClientContext context) {
        Client client = opening.open(good, context);
        return client instanceof Polled polled && client instanceof Acts acts
                ? new AlteredClient(context, polled, acts)
                : client;
    }

    private final class AlteredClient implements Polled, Acts {
        private final ClientContext context;
        private final Polled polled;
        private final Acts acts;

        AlteredClient(ClientContext context, Polled polled, Acts acts) {
            this.context = context;
            this.polled = polled;
            this.acts = acts;
        }

        @Override
        public void poll(Sink sink) throws ConnectorException, InterruptedException {
            polling.poll(polled, context, sink);
        }

        @Override
        public ActionOutcome act(ActionRequest request) throws ConnectorException, InterruptedException {
            return acting.act(acts, request);
        }

        @Override
        public void close() {
            closing.accept(polled);
        }
    }
}
