package io.patchbay.bench.connector;

import io.patchbay.connector.Call;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Polled;
import io.patchbay.connector.Sink;
import io.patchbay.http.Json;
import io.patchbay.http.JsonHttp;
import java.util.List;

/// Asks the vendor for its station, once per poll.
final class AskingClient implements Polled {
    private final JsonHttp http;
    private final Call call;

    AskingClient(ClientContext context) {
        http = JsonHttp.over(context.http(), context.clock());
        call = Call.get("/stations/" + context.config().text(BenchConnector.STATION));
    }

    @Override
    public void poll(Sink sink) throws ConnectorException, InterruptedException {
        if (!Gate.pass()) {
            return;
        }
        Json answer = http.send(call);
        sink.things(List.of(Stations.ASKED));
        Stations.readings(answer).forEach(sink::reading);
    }
}
