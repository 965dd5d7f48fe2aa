package io.patchbay.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.FreshDatabase;
import io.patchbay.server.access.AppId;
import io.patchbay.server.access.TestToken;
import io.patchbay.server.client.NewClients.New;
import io.patchbay.server.client.NewClients.Stored;
import io.patchbay.server.db.Db;
import io.patchbay.server.instance.InstanceId;
import io.patchbay.server.thing.Subjects;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Many clients that are made at the same time, each with its own answer.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class NewClientsTest {
    @Inject
    NewClients clients;

    @Inject
    Db db;

    private final AppId app = TestToken.ofNewApp().app();
    private final InstanceId gone = new InstanceId(UUID.randomUUID());

    private InstanceId instance(AppId owner) {
        InstanceId id = new InstanceId(UUID.randomUUID());
        db.run(tx -> tx.execute(
                "insert into instance (id, app_id, type_id, configuration) values (?, ?, ?, '')",
                id.value(),
                owner.value(),
                "type-" + id));
        return id;
    }

    private New client(InstanceId instance, String subject) {
        // it never runs: it waits for a consent
        return new New(new ClientId(UUID.randomUUID()), app, instance, "test", subject, new byte[] {1}, false);
    }

    private List<Stored> all(List<New> wanted) throws ExecutionException, InterruptedException {
        List<Stored> stored = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Stored>> calls = new ArrayList<>();
            wanted.forEach(one -> calls.add(threads.submit(() -> clients.store(one))));
            for (Future<Stored> call : calls) {
                stored.add(call.get());
            }
        }
        return stored;
    }

    private long rows() {
        return db.read(h -> h.createQuery("select count(*) from client where app_id = :app")
                .bind("app", app.value())
                .mapTo(Long.class)
                .one());
    }

    @Test
    void each_of_many_is_stored() throws Exception {
        InstanceId instance = instance(app);
        List<New> wanted =
                IntStream.range(0, 300).mapToObj(i -> client(instance, "s" + i)).toList();
        assertThat(all(wanted)).containsOnly(Stored.CREATED);
        assertThat(rows()).isEqualTo(300);
        assertThat(all(wanted)).as("the same again").containsOnly(Stored.ALREADY_THERE);
        assertThat(rows()).isEqualTo(300);
    }

    @Test
    void of_those_for_the_same_subject_one_is_stored() throws Exception {
        InstanceId instance = instance(app);
        List<New> wanted =
                IntStream.range(0, 50).mapToObj(_ -> client(instance, "anna")).toList();
        assertThat(all(wanted)).filteredOn(Stored.CREATED::equals).hasSize(1);
        assertThat(rows()).isOne();
    }

    @Test
    void what_is_refused_is_refused_alone() throws Exception {
        InstanceId instance = instance(app);
        assertThat(clients.store(client(instance, "taken"))).isEqualTo(Stored.CREATED);
        assertThat(clients.store(client(instance, "erased"))).isEqualTo(Stored.CREATED);
        db.run(tx -> Subjects.beginErasure(tx, app, "erased"));
        InstanceId others = instance(TestToken.ofNewApp().app());
        List<New> wanted = List.of(
                client(instance, "good"),
                client(instance, "taken"),
                client(instance, "erased"),
                client(gone, "lost"),
                client(others, "foreign"),
                client(instance, "good too"));
        assertThat(all(wanted))
                .containsExactly(
                        Stored.CREATED,
                        Stored.ALREADY_THERE,
                        Stored.BEING_ERASED,
                        Stored.NO_INSTANCE,
                        Stored.NO_INSTANCE,
                        Stored.CREATED);
        assertThat(rows()).isEqualTo(4);
    }
}
