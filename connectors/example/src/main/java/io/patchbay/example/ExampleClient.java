package io.patchbay.example;

import io.patchbay.connector.ActionOutcome;
import io.patchbay.connector.ActionRequest;
import io.patchbay.connector.Acts;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Polled;
import io.patchbay.connector.Sink;
import io.patchbay.http.Json;
import io.patchbay.thing.Reading;
import io.patchbay.thing.Value;
import java.util.List;
import java.util.Optional;

/// Polls the stations of one site, and switches their heaters.
final class ExampleClient implements Polled, Acts {
    private final ClientContext context;
    private final ExampleApi api;

    ExampleClient(ClientContext context) {
        this.context = context;
        this.api = new ExampleApi(context);
    }

    @Override
    public void poll(Sink sink) throws ConnectorException, InterruptedException {
        List<ExampleApi.Station> stations = api.stations(context.config().text(ExampleConnector.SITE));
        sink.things(stations.stream().map(ExampleThings::thing).toList());
        for (ExampleApi.Station station : stations) {
            if (station.online()) {
                Optional<Json> now = api.now(station);
                if (now.isPresent()) {
                    ExampleThings.readings(station, now.get(), context.clock().instant())
                            .forEach(sink::reading);
                }
            }
        }
    }

    @Override
    public ActionOutcome act(ActionRequest request) throws ConnectorException, InterruptedException {
        boolean on = new Value.Flag(true).equals(request.parameters().get(ExampleThings.ON));
        Optional<Json> answer = api.heat(request.thingId(), on);
        if (answer.isEmpty()) {
            return new ActionOutcome.Refused("Example Weather does not know the station any more");
        }
        Reading switched = ExampleThings.switched(
                request.thingId(), answer.get(), context.clock().instant());
        return new ActionOutcome.Done(List.of(switched));
    }
}
