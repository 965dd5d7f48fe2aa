package io.patchbay.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.connector.Failure;
import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.Scope;
import io.patchbay.server.access.TestToken;
import io.patchbay.server.cluster.Epoch;
import io.patchbay.server.cluster.FencedException;
import io.patchbay.server.cluster.Ownership;
import io.patchbay.server.cluster.Slice;
import io.patchbay.server.db.Db;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Clients as the engine reads and writes them, on a real database. They are paused for the API's engine and read again
/// here.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class EngineClientStoreTest {
    @Inject
    EngineClients clients;

    @Inject
    Ownership ownership;

    @Inject
    Db db;

    private final String token = TestToken.ofNewApp().with(Scope.CONNECTOR);

    @BeforeEach
    void anInstance() {
        Call.post("/api/v1/connectors/instances")
                .token(token)
                .json("{\"connector_type_id\": \"test-valve\", \"configuration\": {}}")
                .send();
    }

    /// A client that this service's own engine does not call.
    private ClientId client(String subject) {
        String id = Call.post("/api/v1/connectors/clients")
                .token(token)
                .subject(subject)
                .json("{\"connector_type_id\": \"test-valve\", \"configuration\": {\"valve\": \"" + subject + "\"}}")
                .send()
                .json()
                .get("client_id")
                .asText();
        Call.post("/api/v1/connectors/clients/" + id + "/pause").token(token).send();
        db.run(tx -> tx.execute("update client set paused = false where id = ?", UUID.fromString(id)));
        return new ClientId(UUID.fromString(id));
    }

    private List<ClientId> clients(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> client("customer-" + i + "-" + UUID.randomUUID()))
                .toList();
    }

    @Test
    void a_row_that_is_damaged_is_named_and_troubles_no_other() throws Exception {
        List<ClientId> ids = clients(6);
        ClientId status = ids.get(1);
        ClientId memory = ids.get(3);
        ClientId sealed = ids.get(5);
        damage(status, "status = 'BROKEN'");
        damage(memory, "memory = '[1]'");
        damage(sealed, "configuration = '\\x00'");
        List<EngineClients.Page> pages = pages(ids);
        assertThat(pages.stream().flatMap(page -> page.unreadable().stream()).map(EngineClients.Unreadable::id))
                .contains(status);
        assertThat(pages.stream().flatMap(page -> page.clients().stream()).map(Waiting::id))
                .contains(ids.get(0), ids.get(2), memory, ids.get(4), sealed)
                .doesNotContain(status);
        // all at the same time, so that they go together
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Startable>>> opened = ids.stream()
                    .map(id -> threads.submit(() -> clients.startableAcrossApps(id)))
                    .toList();
            for (int i = 0; i < ids.size(); i += 2) {
                assertThat(opened.get(i).get()).map(Startable::id).contains(ids.get(i));
                assertThatThrownBy(opened.get(i + 1)::get).hasCauseInstanceOf(RuntimeException.class);
            }
        }
    }

    @Test
    void clients_of_an_instance_share_it_until_it_changes() {
        List<ClientId> ids = clients(2);
        Startable first = clients.startableAcrossApps(ids.getFirst()).orElseThrow();
        Startable last = clients.startableAcrossApps(ids.getLast()).orElseThrow();
        assertThat(first.instance()).isSameAs(last.instance());
        int changed = Call.of(
                        "PUT",
                        "/api/v1/connectors/instances/" + first.instance().id())
                .token(token)
                .json("{\"connector_type_id\": \"test-valve\", \"configuration\": {}}")
                .send()
                .status();
        assertThat(changed).isLessThan(300);
        assertThat(clients.startableAcrossApps(ids.getFirst()).orElseThrow().instance())
                .isNotSameAs(first.instance());
    }

    @Test
    void who_was_fenced_is_refused_alone_among_many() throws Exception {
        List<ClientId> ids = clients(20);
        Condition broken = new Condition(
                Status.ERROR,
                Optional.of(Failure.Actor.VENDOR),
                Optional.of("it is away"),
                Instant.parse("2026-11-01T12:00:00Z"));
        ClientId fenced = ids.get(7);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> written = ids.stream()
                    .<Future<?>>map(id -> threads.submit(() -> {
                        clients.conditionAcrossApps(id, epoch(id, id.equals(fenced)), broken);
                        clients.rememberAcrossApps(id, epoch(id, false), Map.of("cursor", "a"));
                    }))
                    .toList();
            for (int i = 0; i < ids.size(); i++) {
                Future<?> one = written.get(i);
                if (ids.get(i).equals(fenced)) {
                    assertThatThrownBy(one::get).hasCauseInstanceOf(FencedException.class);
                } else {
                    one.get();
                }
            }
        }
        for (ClientId id : ids) {
            Startable stored = clients.startableAcrossApps(id).orElseThrow();
            assertThat(stored.condition().equals(broken)).isEqualTo(!id.equals(fenced));
            assertThat(stored.memory()).isEqualTo(id.equals(fenced) ? Map.of() : Map.of("cursor", "a"));
        }
    }

    @Test
    void a_text_that_the_database_does_not_take_fails_alone() throws Exception {
        List<ClientId> ids = clients(8);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> written = ids.stream()
                    .<Future<?>>map(id -> threads.submit(() -> clients.conditionAcrossApps(
                            id,
                            epoch(id, false),
                            new Condition(
                                    Status.ERROR,
                                    Optional.of(Failure.Actor.NOBODY),
                                    Optional.of(id.equals(ids.get(4)) ? "\u0000" : "away"),
                                    Instant.EPOCH))))
                    .toList();
            assertThatThrownBy(written.get(4)::get).hasCauseInstanceOf(RuntimeException.class);
        }
        for (ClientId id : ids) {
            assertThat(clients.startableAcrossApps(id)
                            .orElseThrow()
                            .condition()
                            .cause()
                            .isPresent())
                    .isEqualTo(!id.equals(ids.get(4)));
        }
    }

    private Epoch epoch(ClientId id, boolean former) {
        Epoch present = ownership.epoch(Slice.of(id.value())).orElseThrow();
        return former ? new Epoch(present.slice(), present.number() - 1) : present;
    }

    private void damage(ClientId id, String how) {
        db.run(tx -> tx.execute("update client set " + how + " where id = ?", id.value()));
    }

    private List<EngineClients.Page> pages(List<ClientId> ids) {
        return ids.stream()
                .map(id -> Slice.of(id.value()))
                .distinct()
                .flatMap(slice -> Stream.of(clients.pageAcrossApps(slice, null, 1000)))
                .toList();
    }
}
