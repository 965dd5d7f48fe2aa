package io.patchbay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.simulators.NetatmoSimulator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Erasing and exporting customers who have linked their accounts, at a service that is killed meanwhile.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeSubjectTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final NetatmoSimulator netatmo = new NetatmoSimulator(0, InstantSource.system(), Duration.ofMinutes(10));
    private final Service service = new Service().with(NetatmoCustomers.TYPE, netatmo);
    private Api api;
    private NetatmoCustomers customers;

    @BeforeAll
    void start() {
        service.start();
        api = Api.ofNewApp(service);
        customers = NetatmoCustomers.of(api);
    }

    @AfterAll
    void stop() {
        service.close();
        netatmo.close();
    }

    @Test
    void erasures_come_to_their_end_after_a_kill_with_the_grants_and_the_webhooks() throws Exception {
        Map<String, String> clients = new LinkedHashMap<>();
        for (int i = 0; i < 12; i++) {
            clients.put("erased-" + i, customers.link("erased-" + i));
        }
        clients.values().forEach(client -> Clients.awaitStarted(api, client));
        await().atMost(PATIENCE).until(() -> netatmo.webhooks().keySet().containsAll(clients.keySet()));
        List<String> receipts = clients.keySet().stream()
                .map(subject -> api.call("DELETE", "/subjects/" + subject, "", null)
                        .expect(202)
                        .location())
                .toList();
        service.kill();
        service.start();
        await("all receipts to be DONE")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(receipts)
                        .allSatisfy(receipt -> assertThat(api.get(receipt, "").member("status"))
                                .isEqualTo("DONE")));
        assertThat(netatmo.webhooks()).doesNotContainKeys(clients.keySet().toArray(String[]::new));
        clients.forEach((subject, client) -> {
            api.get("/subjects/" + subject, "").expect(404);
            api.get("/connectors/clients/" + client, "").expect(404);
        });
        Stored stored = Stored.of(service);
        assertThat(stored.columnsWith("erased-")).isEmpty();
        clients.values()
                .forEach(client -> assertThat(stored.columnsWith(client))
                        .as("what is stored of client %s", client)
                        .isEmpty());
    }

    @Test
    void an_export_goes_on_after_a_kill_where_its_reader_was() {
        String client = customers.link("exported");
        Clients.awaitStarted(api, client);
        api.call("POST", "/connectors/clients/" + client + "/pause", "exported", null)
                .expect(200);
        List<String> whole = export("");
        assertThat(whole).hasSizeGreaterThan(20);
        String cursor = whole.get(whole.size() / 2).replaceAll(".*\"cursor\":\"([^\"]+)\".*", "$1");
        service.kill();
        service.start();
        assertThat(export("?cursor=" + cursor)).isEqualTo(whole.subList(whole.size() / 2 + 1, whole.size()));
    }

    private List<String> export(String query) {
        return api.get("/subjects/exported/export" + query, "")
                .expect(200)
                .text()
                .lines()
                .toList();
    }
}
