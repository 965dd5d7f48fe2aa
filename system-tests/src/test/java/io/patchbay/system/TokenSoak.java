package io.patchbay.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.simulators.NetatmoSimulator;
import io.patchbay.tck.simulator.OAuthCounts;
import io.patchbay.tck.simulator.Reuse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.core.ConditionTimeoutException;

/// Customers of a vendor whose tokens live five seconds and rotate, at a service that is killed again and again,
/// every second time with its database. Whose consent is lost consents anew, as a customer would.
final class TokenSoak implements AutoCloseable {
    private static final Duration LIFE = Duration.ofSeconds(5);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration TO_GO_ON = Duration.ofSeconds(90);

    /// @param between of two kills
    record Plan(int clients, Duration time, Duration between) {}

    /// @param lost consents that the service said were needed anew
    /// @param inTheGap tokens used twice because a kill fell between the vendor's answer and our commit
    /// @param unexplained tokens used twice otherwise
    /// @param stuck clients that did not go on, and what they said
    record Counts(
            Plan plan,
            int kills,
            long refreshes,
            long refused,
            int lost,
            List<Reuse> inTheGap,
            List<Reuse> unexplained,
            Map<String, String> stuck) {
        void write() throws IOException {
            String text = """
                    clients                                   %d
                    minutes                                   %.1f
                    kills                                     %d
                    refreshes                                 %d
                    refresh tokens used twice, in a gap       %d %s
                    refresh tokens used twice, otherwise      %d %s
                    refreshes with a token never given        %d
                    consents lost and given anew              %d
                    clients stuck at the end                  %d %s
                    """.formatted(
                            plan.clients(),
                            plan.time().toSeconds() / 60.0,
                            kills,
                            refreshes,
                            inTheGap.size(),
                            inTheGap,
                            unexplained.size(),
                            unexplained,
                            refused,
                            lost,
                            stuck.size(),
                            stuck);
            System.out.println(text);
            Files.writeString(Path.of("target", "token-soak.txt"), text);
        }
    }

    private final Plan plan;
    private final NetatmoSimulator vendor = new NetatmoSimulator(0, InstantSource.system(), Duration.ofMinutes(10));
    private final Service service =
            new Service().with(NetatmoCustomers.TYPE, vendor).every(NetatmoCustomers.TYPE, INTERVAL);
    private final Map<String, String> clients = new LinkedHashMap<>();
    private final List<Instant> kills = new ArrayList<>();
    private int lost;

    TokenSoak(Plan plan) {
        this.plan = plan;
        vendor.record(0);
    }

    Counts run() {
        service.start();
        Api api = Api.ofNewApp(service);
        NetatmoCustomers customers = NetatmoCustomers.of(api);
        vendor.authorizationServer().life(LIFE);
        for (int i = 0; i < plan.clients(); i++) {
            String subject = "customer-" + i;
            clients.put(subject, customers.link(subject));
        }
        Instant begin = Instant.now();
        for (int i = 1; !plan.between().multipliedBy(i).minus(plan.time()).isPositive(); i++) {
            awaitTime(begin.plus(plan.between().multipliedBy(i)));
            kill();
            service.start();
            mend(api, customers);
        }
        Map<String, String> stuck = awaitAll(api, customers);
        OAuthCounts counts = vendor.authorizationServer().counts();
        List<Reuse> reuses = vendor.authorizationServer().reuses();
        return new Counts(
                plan,
                kills.size(),
                counts.refreshes(),
                counts.refused(),
                lost,
                reuses.stream().filter(this::inTheGap).toList(),
                reuses.stream().filter(reuse -> !inTheGap(reuse)).toList(),
                stuck);
    }

    private void kill() {
        if (kills.size() % 2 == 0) {
            service.kill();
        } else {
            service.cutPower();
        }
        kills.add(Instant.now());
    }

    /// The pair that was given first was never used, and the service died before it asked again.
    private boolean inTheGap(Reuse reuse) {
        return !reuse.known()
                && kills.stream().anyMatch(kill -> kill.isAfter(reuse.first()) && kill.isBefore(reuse.again()));
    }

    /// Customers whose consent is needed give it.
    private void mend(Api api, NetatmoCustomers customers) {
        clients.forEach((subject, client) -> {
            JsonNode view = api.client(client);
            if (view.at("/detail/who_must_act").asText().equals("subject")) {
                lost++;
                customers.linkAgain(client, subject);
            }
        });
    }

    /// Waits until every client has been polled after the last kill.
    ///
    /// @return those that were not, and what they say
    private Map<String, String> awaitAll(Api api, NetatmoCustomers customers) {
        Instant after = Instant.now();
        Map<String, String> waiting = new LinkedHashMap<>(clients);
        try {
            await().atMost(TO_GO_ON).pollInterval(Duration.ofSeconds(1)).until(() -> {
                mend(api, customers);
                waiting.values().removeIf(client -> goesOn(api.client(client), after));
                return waiting.isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            waiting.replaceAll((_, client) -> api.client(client).toString());
        }
        return waiting;
    }

    private static boolean goesOn(JsonNode client, Instant after) {
        String last = client.at("/detail/last_success").asText();
        return client.path("status").asText().equals("STARTED")
                && !last.isEmpty()
                && !last.equals("null")
                && Instant.parse(last).isAfter(after);
    }

    private static void awaitTime(Instant time) {
        for (Duration left = Duration.between(Instant.now(), time);
                left.isPositive();
                left = Duration.between(Instant.now(), time)) {
            LockSupport.parkNanos(left.toNanos());
        }
    }

    @Override
    public void close() {
        service.close();
        vendor.close();
    }
}
