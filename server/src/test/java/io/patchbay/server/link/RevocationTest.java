package io.patchbay.server.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.server.Call;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.db.Db;
import io.patchbay.server.vault.Vault;
import io.patchbay.tck.simulator.Fault;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes at the vendor of the tokens of clients that are deleted.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class RevocationTest {
    private static final LinkVendor VENDOR = LinkVendor.CODE;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    GrantStore grants;

    @Inject
    Db db;

    @Inject
    Vault vault;

    @BeforeEach
    void calm() {
        VENDOR.calm();
    }

    @AfterEach
    void leave() {
        Customer.allLeave();
        VENDOR.calm();
    }

    @Test
    void a_vendor_that_is_away_is_asked_again() {
        Customer anna = linked();
        String token = refreshToken(anna);
        VENDOR.faults().set(Fault.DOWN);
        anna.delete();
        await().atMost(PATIENCE).until(() -> {
            tryNow();
            return Collections.frequency(VENDOR.revoked(), token) == 2;
        });
        VENDOR.faults().recover();
        await().atMost(PATIENCE).until(() -> {
            tryNow();
            return !isQueued(token);
        });
        assertThat(VENDOR.authorizationServer().refresh(token)).isEmpty();
    }

    /// Instead of after the pause.
    private void tryNow() {
        db.run(tx -> tx.execute("update revocation set try_at = now()"));
    }

    @Test
    void second_credentials_are_used_where_the_first_are_refused() {
        Customer anna = linked();
        String token = refreshToken(anna);
        String instance = anna.get("/api/v1/connectors/instances")
                .json()
                .at("/0/href")
                .asText()
                .replaceAll(".*/", "");
        anna.send("PUT", "/api/v1/connectors/instances/" + instance, """
                {"configuration": {"client_id": "an-app", "client_secret": "a-secret-of-the-app"},
                 "alternate_configuration": {"client_id": "an-app", "client_secret": "the-next-secret"}}""");
        VENDOR.authorizationServer().app(LinkVendor.APP, "the-next-secret");
        VENDOR.authorizationServer().withdraw(LinkVendor.APP, LinkVendor.SECRET);
        anna.delete();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(VENDOR.calls())
                        .filteredOn(call -> List.of(token).equals(call.form().get("token")))
                        .extracting(call -> String.join("", call.form().getOrDefault("client_secret", List.of())))
                        .containsExactly(LinkVendor.SECRET, "the-next-secret"));
        assertThat(VENDOR.authorizationServer().refresh(token)).isEmpty();
        VENDOR.authorizationServer().withdraw(LinkVendor.APP, "the-next-secret");
    }

    /// The vendor has rotated the pair, and its answer is on its way, when the client is deleted.
    @Test
    void a_pair_that_comes_when_its_client_is_gone_is_revoked_too() throws Exception {
        Customer anna = linked();
        AtomicReference<String> fresh = new AtomicReference<>();
        CountDownLatch given = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        VENDOR.answers(issued -> {
            fresh.set(issued.refresh());
            given.countDown();
            try {
                gone.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return LinkVendor.PLAIN.apply(issued);
        });
        VENDOR.authorizationServer().expire();
        given.await();
        assertThat(anna.delete().status()).isEqualTo(204);
        gone.countDown();
        await().atMost(PATIENCE).until(() -> VENDOR.revoked().contains(fresh.get()));
        assertThat(VENDOR.authorizationServer().refresh(fresh.get())).isEmpty();
    }

    @Test
    void a_grant_that_the_vendor_has_ended_is_not_revoked() {
        Customer anna = linked();
        String ended = refreshToken(anna);
        VENDOR.authorizationServer().revokeAll();
        anna.becomes("ERROR");
        anna.delete();
        Customer other = linked();
        String token = refreshToken(other);
        other.delete();
        await().atMost(PATIENCE).until(() -> VENDOR.revoked().contains(token));
        assertThat(VENDOR.revoked()).doesNotContain(ended).contains(token);
    }

    @Test
    void deleting_an_app_revokes_what_its_customers_granted() {
        Customer anna = linked();
        Customer other = linked();
        String token = refreshToken(anna);
        String login = Call.post("/api/v1/auth/login")
                .json("{\"email\":\"" + FreshDatabase.EMAIL + "\",\"password\":\"" + FreshDatabase.PASSWORD + "\"}")
                .send()
                .json()
                .get("access_token")
                .asText();
        assertThat(Call.delete("/api/v1/apps/" + anna.app()).token(login).send().status())
                .isEqualTo(204);
        await().atMost(PATIENCE).until(() -> VENDOR.revoked().contains(token));
        assertThat(VENDOR.authorizationServer().refresh(token)).isEmpty();
        other.becomes("STARTED");
        assertThat(VENDOR.revoked()).doesNotContain(refreshToken(other));
    }

    private static Customer linked() {
        Customer customer = Customer.returning(CodeConnector.TYPE);
        customer.linked();
        return customer;
    }

    private String refreshToken(Customer customer) {
        return Objects.requireNonNull(grants.get(customer.app(), customer.client())
                .orElseThrow()
                .tokens()
                .refresh());
    }

    /// Other tests may have left what can be revoked nowhere any more.
    private boolean isQueued(String token) {
        return db
                .read(h -> h.createQuery("select id, sealed from revocation")
                        .map((row, _) -> vault.open(row.getBytes("sealed"), "revocation:" + row.getString("id")))
                        .list())
                .stream()
                .anyMatch(job -> job.contains(token));
    }
}
