package io.patchbay.server.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.connector.Batch;
import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.VendorHttp;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.tck.HandClock;
import io.patchbay.tck.simulator.Fault;
import io.patchbay.tck.simulator.Response;
import io.patchbay.tck.simulator.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TogetherTest {
    private static final class Vendor extends Simulator {
        Vendor() {
            super(0);
            get("/many", request -> Response.json(request.query("keys").orElse("")));
        }

        List<String> asked() {
            return calls().stream().map(call -> call.query("keys").orElse("")).toList();
        }
    }

    /// Each key's part is the key itself.
    private record Many(int most) implements Batch<String> {
        @Override
        public Map<String, String> fetch(VendorHttp http, List<String> keys)
                throws ConnectorException, InterruptedException {
            String text = http.send(Call.get("/many").query("keys", String.join(",", keys)))
                    .text();
            return Arrays.stream(text.split(","))
                    .filter(key -> !key.equals("lost"))
                    .collect(Collectors.toMap(Function.identity(), Function.identity(), (a, _) -> a));
        }
    }

    private final Vendor vendor = new Vendor();
    private final HandClock clock = new HandClock(Instant.parse("2026-11-01T12:00:00Z"));
    private final HttpVendors vendors = new HttpVendors(clock, new SimpleMeterRegistry(), 10, Duration.ofSeconds(20));

    @AfterEach
    void close() {
        vendors.close();
        vendor.close();
    }

    @Test
    void keys_asked_for_lately_are_fetched_with_the_one_that_is_due() throws Exception {
        assertThat(get("a")).isEqualTo("a");
        assertThat(get("b")).isEqualTo("b");
        assertThat(vendor.asked()).containsExactly("a", "b");
        clock.advance(Duration.ofMinutes(1));
        assertThat(get("a")).isEqualTo("a");
        assertThat(get("b")).isEqualTo("b");
        assertThat(vendor.asked()).containsExactly("a", "b", "a,b");
        clock.advance(Duration.ofMinutes(1));
        assertThat(get("b")).isEqualTo("b");
        assertThat(vendor.asked()).endsWith("b,a");
    }

    @Test
    void a_call_carries_no_more_keys_than_the_batch_takes() throws Exception {
        for (int i = 0; i < 10; i++) {
            get("k" + i);
        }
        vendor.forget();
        clock.advance(Duration.ofMinutes(1));
        for (int i = 0; i < 10; i++) {
            assertThat(get("k" + i)).isEqualTo("k" + i);
        }
        assertThat(vendor.asked())
                .hasSize(4)
                .allSatisfy(keys -> assertThat(keys.split(",")).hasSizeLessThanOrEqualTo(3));
    }

    @Test
    void keys_that_nobody_asks_for_any_more_are_forgotten() throws Exception {
        get("a");
        get("b");
        for (int i = 0; i < 4; i++) {
            clock.advance(Duration.ofMinutes(1));
            get("a");
        }
        assertThat(vendor.asked()).endsWith("a");
    }

    @Test
    void a_failure_is_told_to_who_asked_and_then_forgotten() throws Exception {
        vendor.faults().set(Fault.REFUSED);
        assertThatThrownBy(() -> get("a")).isInstanceOf(ConnectorException.class);
        vendor.faults().recover();
        assertThat(get("a")).isEqualTo("a");
    }

    @Test
    void an_answer_without_the_key_is_puzzling() {
        assertThatThrownBy(() -> get("lost"))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Puzzled.class));
    }

    private String get(String key) throws ConnectorException, InterruptedException {
        Technology town = Town.at(vendor.url());
        UUID instance = UUID.randomUUID();
        VendorHttp http = vendors.forRound(town, instance, Town.configuration(Map.of()), UUID.randomUUID());
        return vendors.together(town, instance, http, key, new Many(3));
    }
}
