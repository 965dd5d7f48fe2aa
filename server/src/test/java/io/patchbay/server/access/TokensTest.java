package io.patchbay.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.access.Token.Holder;
import io.patchbay.server.db.TestDb;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final TestDb DATABASE = TestDb.fresh();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-31T12:00:00Z"));
    private final TokenStore store = new TokenStore(DATABASE.db());
    private final Tokens here = new Tokens(store, now::get);
    private final Tokens anotherNode = new Tokens(store, now::get);
    private final Holder holder = account();

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    @Test
    void a_token_is_what_was_issued_and_on_every_node() {
        Tokens.Issued issued = issue(Duration.ofHours(1));
        assertThat(here.find(issued.text())).contains(issued.token());
        assertThat(anotherNode.find(issued.text())).contains(issued.token());
    }

    @Test
    void a_token_ends_with_its_lifetime_though_it_is_remembered() {
        String token = issue(Duration.ofSeconds(3)).text();
        assertThat(here.find(token)).isPresent();
        pass(Duration.ofMillis(2999));
        assertThat(here.find(token)).isPresent();
        pass(Duration.ofMillis(1));
        assertThat(here.find(token)).isEmpty();
    }

    @Test
    void what_is_revoked_elsewhere_ends_here_within_five_seconds() {
        String token = issue(Duration.ofHours(1)).text();
        assertThat(here.find(token)).isPresent();
        anotherNode.revoke(token);
        assertThat(anotherNode.find(token)).isEmpty();
        pass(Duration.ofMillis(4999));
        assertThat(here.find(token)).as("remembered").isPresent();
        pass(Duration.ofMillis(1));
        assertThat(here.find(token)).isEmpty();
    }

    @Test
    void use_does_not_prolong_what_is_remembered() {
        String token = issue(Duration.ofHours(1)).text();
        here.find(token);
        anotherNode.revoke(token);
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofSeconds(1));
            here.find(token);
        }
        assertThat(here.find(token)).isEmpty();
    }

    @Test
    void all_tokens_of_a_holder_end_together_and_no_others() {
        String one = issue(Duration.ofHours(1)).text();
        String two = issue(Duration.ofHours(1)).text();
        String others =
                here.issue(account(), Set.of(Scope.CORE), Duration.ofHours(1)).text();
        assertThat(here.find(one)).isPresent();
        here.revokeAll(holder);
        assertThat(here.find(one)).isEmpty();
        assertThat(here.find(two)).isEmpty();
        assertThat(here.find(others)).isPresent();
    }

    @Test
    void expired_tokens_go_when_their_holder_gets_a_new_one() {
        issue(Duration.ofMinutes(1));
        issue(Duration.ofMinutes(1));
        String living = issue(Duration.ofMinutes(10)).text();
        pass(Duration.ofMinutes(2));
        issue(Duration.ofMinutes(1));
        assertThat(rows()).isEqualTo(2);
        assertThat(here.find(living)).isPresent();
    }

    @Test
    void no_two_tokens_are_alike() {
        assertThat(Opaque.fresh()).hasSize(43).isNotEqualTo(Opaque.fresh());
    }

    private Tokens.Issued issue(Duration lifetime) {
        return here.issue(holder, Set.of(Scope.CORE), lifetime);
    }

    private int rows() {
        UUID account = ((Holder.OfAccount) holder).account();
        return DATABASE.db()
                .read(handle -> handle.createQuery("select count(*) from token where account = :account")
                        .bind("account", account)
                        .mapTo(int.class)
                        .one());
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private Holder account() {
        UUID id = UUID.randomUUID();
        new AccountStore(DATABASE.db()).insert(id, id + "@example.org", "-", now.get());
        return new Holder.OfAccount(id);
    }
}
