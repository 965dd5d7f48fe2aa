package io.patchbay.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Scope;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The live stream as a client hears it.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class LiveStreamTest {
    @Inject
    Streams streams;

    private final Household household = new Household();

    @Test
    void what_happens_is_told_as_it_happens_with_type_data_and_position() {
        try (Heard heard = Heard.of(household, "")) {
            assertThat(heard.answer.statusCode()).isEqualTo(200);
            assertThat(heard.answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            assertThat(heard.answer.headers().firstValue("Cache-Control")).contains("no-cache");
            UUID lamp = household.lamp("anna");
            household.put(lamp, "level", "7");
            await().until(() -> heard.events.size() == 3);
            assertThat(heard.types()).containsExactly("thing.added", "property.changed", "property.changed");
            Heard.Got level = heard.events.getLast();
            assertThat(level.data().get("thingId").asText()).isEqualTo(lamp.toString());
            assertThat(level.data().get("propertyType").asText()).isEqualTo("LEVEL");
            assertThat(level.data().get("value").asText()).isEqualTo("7");
            assertThat(heard.events).extracting(got -> Long.parseLong(got.id())).isSorted();
        }
    }

    @Test
    void the_end_customer_narrows_it() {
        UUID annas = household.lamp("anna");
        UUID bobs = household.lamp("bob");
        try (Heard anna = Heard.of(household, "", "X-External-Subject-Id", "anna");
                Heard all = Heard.of(household, "")) {
            household.putAs("bob", bobs, "level", "1");
            household.putAs("anna", annas, "level", "2");
            await().until(() -> all.values().size() == 2 && !anna.values().isEmpty());
            assertThat(anna.values()).containsExactly("2");
        }
    }

    @Test
    void filters_narrow_it_by_thing_property_type_and_event_type() {
        UUID one = household.lamp("anna");
        UUID two = household.lamp("anna");
        try (Heard ofOne = Heard.of(household, "?thing=" + one);
                Heard ofLevels = Heard.of(household, "?propertyType=LEVEL,ONOFF&propertyType=OTHER");
                Heard ofStatuses = Heard.of(household, "?type=thing.status,thing.removed");
                Heard ofAll = Heard.of(household, "")) {
            household.put(one, "level", "1");
            household.put(two, "note", "n");
            household.put(two, "level", "2");
            household.send("anna", "PATCH", "/api/v1/things/" + two, "{\"status\": \"UNAVAILABLE\"}");
            await().until(() -> ofAll.events.size() == 4 && ofStatuses.events.size() == 1);
            await().until(() -> ofLevels.events.size() == 2 && ofOne.events.size() == 1);
            assertThat(ofOne.values()).containsExactly("1");
            assertThat(ofLevels.values()).containsExactly("1", "2");
            assertThat(ofStatuses.types()).containsExactly("thing.status");
        }
    }

    @Test
    void who_resumes_while_things_change_misses_nothing_and_gets_nothing_twice() {
        UUID lamp = household.lamp("anna");
        int many = 600;
        List<String> values = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        String last;
        try (Heard first = Heard.of(household, "")) {
            await().until(() -> !first.lastId.isEmpty());
            last = first.lastId;
        }
        CompletableFuture<Void> writing = CompletableFuture.runAsync(
                () -> IntStream.range(0, many).forEach(i -> household.put(lamp, "level", String.valueOf(i))));
        int cuts = 0;
        while (values.size() < many) {
            int had = values.size();
            try (Heard heard = Heard.of(household, "", "Last-Event-ID", last)) {
                await().until(() -> heard.events.size() >= Math.min(25, many - had));
                List<Heard.Got> got = List.copyOf(heard.events);
                got.forEach(event -> {
                    values.add(event.data().get("value").asText());
                    positions.add(Long.parseLong(event.id()));
                });
                last = got.getLast().id();
                cuts++;
            }
        }
        writing.join();
        assertThat(cuts).as("resumed again and again").isGreaterThan(2);
        assertThat(values)
                .isEqualTo(IntStream.range(0, many).mapToObj(String::valueOf).toList());
        assertThat(positions).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4611686018427387904", "-3", "yesterday"})
    void an_unknown_position_gets_one_reset_and_then_what_follows(String unknown) {
        UUID lamp = household.lamp("anna");
        try (Heard heard = Heard.of(household, "", "Last-Event-ID", unknown)) {
            await().until(() -> heard.events.size() == 1);
            household.put(lamp, "level", "5");
            await().until(() -> heard.events.size() == 2);
            assertThat(heard.types()).containsExactly("reset", "property.changed");
            assertThat(Long.parseLong(heard.events.getFirst().id())).isNotNegative();
        }
    }

    @Test
    void a_silent_stream_shows_that_it_lives_and_moves_its_position() {
        UUID lamp = household.lamp("anna");
        try (Heard heard = Heard.of(household, "?type=thing.removed")) {
            household.put(lamp, "level", "5");
            await().until(() -> heard.comments.contains("heartbeat"));
            String beaten = heard.lastId;
            household.put(lamp, "level", "6");
            await().until(() -> Long.parseLong(heard.lastId) > Long.parseLong(beaten));
            assertThat(heard.events).isEmpty();
        }
    }

    @Test
    void a_token_that_is_revoked_ends_its_stream_with_a_last_event() {
        Household other = new Household();
        try (Heard heard = Heard.of(household, "");
                Heard others = Heard.of(other, "")) {
            household.revoke();
            await().until(() -> heard.over);
            assertThat(heard.types()).containsExactly("end");
            assertThat(heard.events.getFirst().data().get("reason").asText()).isEqualTo("TOKEN");
            assertThat(others.over).isFalse();
        }
    }

    @Test
    void who_reads_too_slowly_is_dropped_and_resumes_without_a_loss() throws Exception {
        UUID lamp = household.lamp("anna");
        String begin;
        try (Heard first = Heard.of(household, "")) {
            await().until(() -> !first.lastId.isEmpty());
            begin = first.lastId;
        }
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4096);
            slow.connect(
                    new InetSocketAddress(Call.base().getHost(), Call.base().getPort()));
            String request = "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + household.token + "\r\n\r\n";
            slow.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            await().until(this::isOpen);
            int written = 0;
            while (isOpen()) {
                assertThat(written).as("what waits is bounded").isLessThan(60_000);
                written = household.notes(lamp, written);
            }
            try (Heard resumed = Heard.of(household, "", "Last-Event-ID", begin)) {
                int all = written;
                await().atMost(Duration.ofSeconds(60)).until(() -> resumed.events.size() >= all);
                assertThat(resumed.values()).doesNotHaveDuplicates().hasSize(all);
            }
        }
    }

    private boolean isOpen() {
        return streams.all().stream().anyMatch(stream -> stream.app().equals(household.id()));
    }

    @Test
    void wrong_filters_are_told_all_at_once() {
        Call.Answer answer = Call.get("/api/v1/events?thing=lamp&type=thing.exploded&typ=x&propertyType=")
                .token(household.token)
                .send();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("description").asText())
                .contains("thing must be the id of a thing, not \"lamp\"")
                .contains("type must be one of thing.added")
                .contains("typ is no filter")
                .contains("propertyType must not be empty");
        assertThat(Call.get("/api/v1/events?propertyType=LEVEL&type=thing.status")
                        .token(household.token)
                        .send()
                        .status())
                .isEqualTo(400);
    }

    @Test
    void it_needs_the_scope_to_read_things() {
        assertThat(Call.get("/api/v1/events").send().status()).isEqualTo(401);
        assertThat(Call.get("/api/v1/events")
                        .token(household.tokenWith(Scope.CONNECTOR))
                        .send()
                        .status())
                .isEqualTo(403);
    }

    @Test
    void streams_that_are_left_are_forgotten() {
        try (Heard heard = Heard.of(household, "")) {
            await().until(this::isOpen);
            assertThat(heard.over).isFalse();
        }
        await().atMost(Duration.ofSeconds(15)).until(() -> !isOpen());
    }
}
