package io.patchbay.server.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Secret;
import io.patchbay.server.FreshDatabase;
import io.patchbay.server.catalogue.Catalogue;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.db.Db;
import io.patchbay.server.instance.Instances;
import io.patchbay.server.vendor.Bearer;
import io.patchbay.server.vendor.Vendors;
import io.patchbay.tck.HandClock;
import io.patchbay.tck.simulator.AuthorizationServer;
import io.patchbay.tck.simulator.Fault;
import io.patchbay.tck.simulator.OAuthHabits.Issued;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Keeping a grant alive, on a clock that is moved by hand. The grant's client is never started, so that nobody else
/// asks for its token.
@QuarkusTest
@WithTestResource(value = FreshDatabase.class, scope = TestResourceScope.GLOBAL)
class GrantsTest {
    private static final LinkVendor VENDOR = LinkVendor.CODE;
    private static final AuthorizationServer OAUTH = VENDOR.authorizationServer();
    private static final Duration LIFE = Duration.ofSeconds(1000);

    @Inject
    Db db;

    @Inject
    GrantStore store;

    @Inject
    Vendors vendors;

    @Inject
    ObjectMapper json;

    @Inject
    Instances instances;

    @Inject
    Revocations revocations;

    @Inject
    Catalogue catalogue;

    @Inject
    Event<Renewal> renewals;

    private final HandClock clock = new HandClock(InstantSource.system().instant());
    private final List<Grants> nodes = new ArrayList<>();
    private Customer anna;
    private Issued first;
    private long refreshes;

    @BeforeEach
    void aGrant() {
        VENDOR.calm();
        OAUTH.life(LIFE);
        anna = Customer.returning(CodeConnector.TYPE);
        anna.create();
        first = OAUTH.link("anna", LinkVendor.APP, List.of("read", "write"));
        store.put(
                anna.app(),
                anna.client(),
                new Tokens(
                        first.access(),
                        first.refresh(),
                        clock.instant(),
                        clock.instant().plus(LIFE)));
        refreshes = VENDOR.refreshes();
    }

    @AfterEach
    void close() {
        nodes.forEach(Grants::close);
        VENDOR.calm();
        Customer.allLeave();
    }

    /// What a node of the service has of the grant.
    private Bearer node() {
        Grants grants =
                new Grants(store, new TokenEndpoint(vendors, json, clock), instances, revocations, clock, renewals);
        nodes.add(grants);
        Technology technology = catalogue.byType(CodeConnector.TYPE).orElseThrow();
        return grants.bearer(anna.app(), anna.client(), technology).orElseThrow();
    }

    private long refreshed() {
        return VENDOR.refreshes() - refreshes;
    }

    private GrantStore.Grant stored() {
        return store.get(anna.app(), anna.client()).orElseThrow();
    }

    private static Failure failure(Bearer bearer) {
        return catchThrowableOfType(ConnectorException.class, bearer::token).failure();
    }

    @Test
    void a_token_is_refreshed_before_it_ends_and_not_sooner() throws Exception {
        Bearer bearer = node();
        clock.advance(Duration.ofSeconds(890));
        assertThat(bearer.token().reveal()).isEqualTo(first.access());
        assertThat(refreshed()).isZero();
        clock.advance(Duration.ofSeconds(20));
        String second = bearer.token().reveal();
        assertThat(second).isNotEqualTo(first.access());
        assertThat(bearer.token().reveal()).isEqualTo(second);
        assertThat(refreshed()).isEqualTo(1);
        assertThat(stored().tokens().access()).as("stored before it is used").isEqualTo(second);
    }

    @Test
    void twenty_who_ask_at_once_cause_one_refresh() throws Exception {
        clock.advance(LIFE);
        Bearer bearer = node();
        assertThat(atOnce(20, bearer::token)).hasSize(1);
        assertThat(refreshed()).isEqualTo(1);
    }

    @Test
    void two_nodes_on_one_database_cause_one_refresh() throws Exception {
        clock.advance(LIFE);
        Bearer one = node();
        Bearer other = node();
        assertThat(atOnce(
                        20,
                        () -> Math.floorMod(Thread.currentThread().threadId(), 2) == 0 ? one.token() : other.token()))
                .hasSize(1);
        assertThat(one.token()).isEqualTo(other.token());
        assertThat(refreshed()).isEqualTo(1);
    }

    @Test
    void many_whose_token_the_vendor_rejects_cause_one_refresh() throws Exception {
        Bearer one = node();
        Bearer other = node();
        Secret rejected = one.token();
        assertThat(atOnce(
                        20,
                        () -> Math.floorMod(Thread.currentThread().threadId(), 2) == 0
                                ? one.renewed(rejected)
                                : other.renewed(rejected)))
                .hasSize(1)
                .doesNotContain(rejected.reveal());
        assertThat(refreshed()).isEqualTo(1);
    }

    private static List<String> atOnce(int callers, Callable<Secret> ask) throws Exception {
        List<Future<Secret>> asked = new ArrayList<>();
        List<String> got = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                asked.add(threads.submit(ask));
            }
            for (Future<Secret> token : asked) {
                got.add(token.get().reveal());
            }
        }
        return got.stream().distinct().toList();
    }

    @Test
    void a_token_endpoint_that_is_away_is_waited_out() throws Exception {
        clock.advance(LIFE);
        Bearer bearer = node();
        VENDOR.faults().set(Fault.DOWN);
        assertThat(failure(bearer)).isInstanceOf(Failure.Unavailable.class);
        VENDOR.faults().set(Fault.HTML);
        assertThat(failure(bearer)).isInstanceOf(Failure.Unavailable.class);
        VENDOR.faults().recover();
        assertThat(bearer.token().reveal()).isNotEqualTo(first.access());
        assertThat(refreshed()).isEqualTo(1);
    }

    @Test
    void limits_of_the_token_endpoint_do_not_end_a_grant() throws Exception {
        clock.advance(LIFE);
        Bearer bearer = node();
        OAUTH.tooManyConnections(1);
        assertThat(failure(bearer).cause()).contains("too_many_connections");
        assertThat(unsure()).as("a refusal is no lost answer").isFalse();
        OAUTH.throttle(Duration.ofHours(1));
        assertThat(failure(bearer)).isInstanceOf(Failure.Throttled.class);
        OAUTH.throttle(Duration.ZERO);
        assertThat(stored().dead()).isEmpty();
    }

    @Test
    void a_token_that_is_still_good_outlives_an_outage_of_the_token_endpoint() throws Exception {
        Bearer bearer = node();
        clock.advance(Duration.ofSeconds(950));
        VENDOR.faults().set(Fault.DOWN);
        assertThat(bearer.token().reveal()).isEqualTo(first.access());
        clock.advance(Duration.ofSeconds(50));
        assertThat(failure(bearer)).isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void a_grant_that_the_vendor_calls_invalid_needs_consent_and_is_not_asked_for_again() {
        clock.advance(LIFE);
        Bearer bearer = node();
        OAUTH.revokeAll();
        assertThat(failure(bearer))
                .isInstanceOf(Failure.Unauthorized.class)
                .extracting(Failure::cause)
                .asString()
                .contains("consent needed", "invalid_grant");
        long calls = VENDOR.tokenCalls();
        assertThat(failure(node())).isInstanceOf(Failure.Unauthorized.class);
        assertThat(VENDOR.tokenCalls()).isEqualTo(calls);
    }

    @Test
    void a_new_consent_revives_a_dead_grant() throws Exception {
        clock.advance(LIFE);
        Bearer bearer = node();
        OAUTH.revokeAll();
        assertThat(failure(bearer)).isInstanceOf(Failure.Unauthorized.class);
        Issued anew = OAUTH.link("anna", LinkVendor.APP, List.of("read"));
        store.put(anna.app(), anna.client(), new Tokens(anew.access(), anew.refresh(), clock.instant(), null));
        assertThat(bearer.token().reveal()).isEqualTo(anew.access());
    }

    @Test
    void second_credentials_are_used_where_the_first_are_refused() throws Exception {
        clock.advance(LIFE);
        OAUTH.app(LinkVendor.APP, "the-next-secret");
        OAUTH.withdraw(LinkVendor.APP, LinkVendor.SECRET);
        assertThat(failure(node())).isInstanceOf(Failure.Misconfigured.class);
        assertThat(stored().dead()).as("the customer need not act").isEmpty();
        String id = anna.get("/api/v1/connectors/instances")
                .json()
                .at("/0/href")
                .asText()
                .replaceAll(".*/", "");
        assertThat(anna.send("PUT", "/api/v1/connectors/instances/" + id, """
                                {"configuration": {"client_id": "an-app", "client_secret": "a-secret-of-the-app"},
                                 "alternate_configuration": {"client_id": "an-app", "client_secret": "the-next-secret"}}""").status())
                .isEqualTo(204);
        assertThat(node().token().reveal()).isNotEqualTo(first.access());
        OAUTH.withdraw(LinkVendor.APP, "the-next-secret");
    }

    @Test
    void an_answer_that_is_lost_is_asked_for_once_more_and_then_said() {
        clock.advance(LIFE);
        Bearer bearer = node();
        long lost = OAUTH.counts().reusedAfterLoss();
        OAUTH.loseAnswers(1);
        assertThat(failure(bearer)).isInstanceOf(Failure.Unavailable.class);
        assertThat(unsure()).isTrue();
        assertThat(failure(bearer).cause()).contains("consent needed", "the refresh before was lost");
        assertThat(failure(bearer)).isInstanceOf(Failure.Unauthorized.class);
        assertThat(OAUTH.counts().reusedAfterLoss() - lost)
                .as("tried again once")
                .isEqualTo(1);
    }

    @Test
    void a_node_that_died_before_the_vendor_acted_costs_nothing() throws Exception {
        clock.advance(LIFE);
        assertThat(died()).isInstanceOf(GrantStore.Lease.Taken.class);
        assertThat(store.lease(
                        anna.app(), anna.client(), 1, UUID.randomUUID(), clock.instant(), Duration.ofSeconds(60)))
                .as("as long as it may be alive")
                .isInstanceOf(GrantStore.Lease.Busy.class);
        clock.advance(Duration.ofSeconds(61));
        assertThat(node().token().reveal()).isNotEqualTo(first.access());
        assertThat(refreshed()).isEqualTo(1);
        assertThat(unsure()).isFalse();
    }

    @Test
    void a_node_that_died_with_the_vendors_answer_makes_the_customer_consent_again() {
        clock.advance(LIFE);
        died();
        assertThat(OAUTH.refresh(first.refresh())).isPresent();
        clock.advance(Duration.ofSeconds(61));
        long reused = OAUTH.counts().reused();
        assertThat(failure(node()).cause()).contains("consent needed", "the refresh before was lost");
        assertThat(failure(node())).isInstanceOf(Failure.Unauthorized.class);
        assertThat(OAUTH.counts().reused() - reused).isEqualTo(1);
    }

    @Test
    void a_node_that_waits_for_a_slow_vendor_keeps_its_lease() throws Exception {
        clock.advance(LIFE);
        VENDOR.faults().set(Fault.SLOW);
        Bearer bearer = node();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Secret> slow = threads.submit(bearer::token);
            await().atMost(Duration.ofSeconds(10)).until(() -> leaseUntil() != null);
            Instant taken = leaseUntil();
            clock.advance(GrantRefresh.LEASE.minusSeconds(1));
            await("a heartbeat").atMost(Duration.ofSeconds(20)).until(() -> !Objects.equals(leaseUntil(), taken));
            clock.advance(Duration.ofSeconds(2));
            assertThat(store.lease(
                            anna.app(), anna.client(), 1, UUID.randomUUID(), clock.instant(), GrantRefresh.LEASE))
                    .isInstanceOf(GrantStore.Lease.Busy.class);
            VENDOR.faults().recover();
            assertThat(slow).failsWithin(Duration.ofSeconds(30));
        }
        assertThat(bearer.token().reveal()).isNotEqualTo(first.access());
    }

    private @Nullable Instant leaseUntil() {
        return db.read(h -> h.createQuery("select lease_until from vendor_grant where client_id = :id")
                .bind("id", anna.client())
                .map((row, _) -> row.getObject(1, OffsetDateTime.class))
                .findOne()
                .map(OffsetDateTime::toInstant)
                .orElse(null));
    }

    /// A node takes the lease, notes its intent, and is heard of no more.
    private GrantStore.Lease died() {
        return store.lease(anna.app(), anna.client(), 1, UUID.randomUUID(), clock.instant(), Duration.ofSeconds(60));
    }

    private boolean unsure() {
        return db.read(h -> h.createQuery("select intent_at is not null from vendor_grant where client_id = :id")
                .bind("id", anna.client())
                .mapTo(Boolean.class)
                .one());
    }

    @Test
    void tokens_lie_sealed() {
        byte[] sealed = db.read(h -> h.createQuery("select sealed from vendor_grant where client_id = :id")
                .bind("id", anna.client())
                .mapTo(byte[].class)
                .one());
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
                .doesNotContain(first.access())
                .doesNotContain(first.refresh());
        assertThat(stored().toString()).doesNotContain(first.access()).doesNotContain(first.refresh());
    }

    @Test
    void vendors_that_leave_out_what_the_standard_wants_are_understood() throws Exception {
        clock.advance(LIFE);
        VENDOR.answers(issued -> """
                {"access_token":"%s","refresh_token":"%s","scope":["read","write"]}""".formatted(issued.access(), issued.refresh()));
        Bearer bearer = node();
        String second = bearer.token().reveal();
        clock.advance(Duration.ofDays(30));
        assertThat(bearer.token().reveal()).as("until the vendor rejects it").isEqualTo(second);
        VENDOR.answers(issued -> """
                {"access_token":"%s","expires_in":"600"}""".formatted(issued.access()));
        assertThat(bearer.renewed(new Secret(second)).reveal()).isNotEqualTo(second);
        assertThat(stored().tokens().refresh()).as("the former goes on").isNotNull();
        assertThat(stored().tokens().expires()).isEqualTo(clock.instant().plusSeconds(600));
    }
}
