package io.patchbay.bench.connector;

import io.patchbay.connector.Client;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.Connector;
import io.patchbay.connector.InstanceContext;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Description;
import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import io.patchbay.connector.description.Pace;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Stations for benchmarks. A client with `news` of 0 asks the vendor once per poll; one with more brings as many
/// readings with each poll, all of them changed, and asks nobody. With the system property `bench.unasked` the former
/// do
/// the same with the readings of a station.
public final class BenchConnector implements Connector {
    /// The technology.
    public static final String TYPE = "bench";

    public static final String STATION = "station";
    public static final String NEWS = "news";

    private static final boolean UNASKED = Boolean.getBoolean("bench.unasked");

    private static final Description DESCRIPTION = new Description(
            9_901,
            TYPE,
            "Benchmark",
            "Stations that exist to be counted. No part of the product.",
            "",
            URI.create("http://127.0.0.1:9"),
            Form.empty(),
            Form.of(
                    Field.text(STATION, "Station", "Its name at the vendor.", "s1"),
                    Field.count(NEWS, "News", "Readings that each poll brings without asking.", 0, 1000, 0)),
            new Authorization.None(),
            new Pace(Duration.ofMinutes(1)),
            List.of(),
            Stations.MAKES,
            Set.of());

    @Override
    public Description description() {
        return DESCRIPTION;
    }

    @Override
    public void check(InstanceContext context) {
        // nothing that could be wrong
    }

    @Override
    public Client open(ClientContext context) {
        int news = context.config().number(NEWS).intValueExact();
        if (news > 0) {
            return new NewsClient(Stations.thermometers(news), context.clock());
        }
        return UNASKED ? new NewsClient(Stations.ASKED, context.clock()) : new AskingClient(context);
    }
}
