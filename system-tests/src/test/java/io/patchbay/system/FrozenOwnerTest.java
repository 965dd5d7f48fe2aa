package io.patchbay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A node that is frozen in the middle of its work while another one takes over: the machine was paused, or the
/// operator
/// believed that it was dead. Each has a vendor of its own, so that it is plain who asked and who wrote what.
class FrozenOwnerTest {
    private static final int CLIENTS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final String BEFORE = "11.25";
    private static final String LATE = "22.75";
    private static final String AFTERWARDS = "33.5";

    @Test
    void what_a_former_owner_writes_when_it_wakes_up_is_refused_and_it_lets_go_of_its_clients() throws Exception {
        try (HeldWeather formers = new HeldWeather(BEFORE);
                HeldWeather successors = new HeldWeather(AFTERWARDS);
                Service former = new Service().with(Api.WEATHER, formers);
                Service successor = former.start().beside().with(Api.WEATHER, successors)) {
            Api api = Api.ofNewApp(former);
            api.weatherInstance();
            List<String> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(api.weatherClient("customer-" + i, 40 + i, 10));
            }
            clients.forEach(client -> Clients.awaitStarted(api, client));
            String own = own(api);

            formers.hold();
            await("calls under way").atMost(PATIENCE).until(() -> formers.held() >= CLIENTS);
            former.freeze();
            formers.temperature(LATE);
            successor.start();
            Api there = api.at(successor);
            clients.forEach(client -> awaitTemperature(there, client));
            // what it waited for comes now, and what it asks next is answered at once
            formers.letGo();
            former.thaw();

            await("the former owner to say that it is none").atMost(PATIENCE).until(() -> !Api.isReady(former.base()));
            formers.forget();
            await("no call any more")
                    .during(Service.INTERVAL.multipliedBy(3))
                    .atMost(PATIENCE)
                    .until(() -> formers.calls().isEmpty());
            assertThat(Stored.of(former).columnsWith(LATE))
                    .as("where the late value lies")
                    .isEmpty();
            clients.forEach(
                    client -> assertThat(Clients.temperature(there, client)).isEqualTo(AFTERWARDS));
            successors.forget();
            await("the successor to go on")
                    .atMost(PATIENCE)
                    .until(() -> successors.calls().size() >= CLIENTS);

            assertThat(api.call("PUT", own, "anna", Map.of("value", LATE)).status())
                    .as("nor does it write for apps what its successor would not know of")
                    .isEqualTo(503);
            there.call("PUT", own, "anna", Map.of("value", "7")).expect(200);
        }
    }

    private static void awaitTemperature(Api api, String client) {
        await("the successor's value")
                .atMost(PATIENCE)
                .until(() -> Clients.temperature(api, client).equals(AFTERWARDS));
    }

    /// The path of a property of a thing of the app's own.
    private static String own(Api api) {
        String thing =
                api.call("POST", "/things", "anna", Writers.meter()).expect(201).member("Id");
        return "/things/" + thing + "/components/meter/properties/count";
    }
}
