package io.patchbay.server.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.db.Db;
import io.patchbay.server.link.CodeConnector;
import io.patchbay.server.link.Customer;
import io.patchbay.server.link.LinkVendor;
import io.patchbay.server.thing.Subjects;
import io.patchbay.tck.simulator.Fault;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Erasing an end customer who has linked an account: what was granted ends at the vendor, too.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class ErasedGrantTest {
    private static final LinkVendor VENDOR = LinkVendor.CODE;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Db db;

    @Inject
    ErasureSteps steps;

    @Inject
    ErasureStore store;

    @Inject
    InstantSource clock;

    private Customer anna;

    @BeforeEach
    void linked() {
        // what other tests' customers left behind would be counted as this one's
        db.run(tx -> tx.execute("delete from revocation"));
        VENDOR.calm();
        anna = Customer.returning(CodeConnector.TYPE);
        anna.linked();
    }

    @AfterEach
    void leave() {
        VENDOR.calm();
        Customer.allLeave();
    }

    @Test
    void erasing_a_customer_revokes_the_consent_at_the_vendor() {
        Call.Answer erased = erase();
        assertThat(erased.status()).as(erased.text()).isEqualTo(202);
        await().atMost(PATIENCE).until(() -> !VENDOR.revoked().isEmpty());
        assertThat(VENDOR.authorizationServer().refresh(VENDOR.revoked().getFirst()))
                .isEmpty();
        await().atMost(PATIENCE).until(() -> rows("vendor_grant") + rows("client") + rows("subject") == 0);
    }

    @Test
    void a_vendor_that_is_away_does_not_hold_up_the_erasure_and_is_asked_later() {
        VENDOR.faults().set(Fault.REFUSED);
        erase();
        await().atMost(PATIENCE).until(() -> rows("vendor_grant") + rows("client") + rows("subject") == 0);
        await().atMost(PATIENCE).until(() -> attempts() > 0);
        VENDOR.faults().recover();
        await().atMost(PATIENCE).until(() -> {
            db.run(tx -> tx.execute("update revocation set try_at = now()"));
            return !VENDOR.revoked().isEmpty();
        });
    }

    /// As a service that was killed after any of its transactions leaves it, and takes it up again at its start.
    @Test
    void an_erasure_that_was_cut_off_anywhere_revokes_once() {
        Erasure erasure = db.write(tx -> {
            assertThat(Subjects.beginErasure(tx, anna.app(), "anna")).isTrue();
            return ErasureStore.begin(tx, anna.app(), "anna", clock.instant().truncatedTo(ChronoUnit.MICROS));
        });
        for (int cut = 0;
                store.find(anna.app(), erasure.id()).orElseThrow().ended().isEmpty();
                cut++) {
            AtomicInteger left = new AtomicInteger(cut);
            steps.run(erasure, () -> left.decrementAndGet() < 0);
        }
        await().atMost(PATIENCE).until(() -> VENDOR.revoked().size() == 1);
        assertThat(VENDOR.authorizationServer().refresh(VENDOR.revoked().getFirst()))
                .isEmpty();
        assertThat(rows("vendor_grant") + rows("client")).isZero();
    }

    private Call.Answer erase() {
        return Call.delete("/api/v1/subjects/anna").token(anna.token()).send();
    }

    private int rows(String table) {
        return db.read(h -> h.createQuery("select count(*) from " + table + " where app_id = :app")
                .bind("app", anna.app().value())
                .mapTo(Integer.class)
                .one());
    }

    private int attempts() {
        return db.read(h -> h.createQuery("select coalesce(max(attempts), 0) from revocation")
                .mapTo(Integer.class)
                .one());
    }
}
