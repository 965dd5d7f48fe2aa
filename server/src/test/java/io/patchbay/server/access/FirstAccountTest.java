package io.patchbay.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.db.TestDb;
import io.patchbay.server.web.ApiException;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FirstAccountTest {
    private final TestDb database = TestDb.fresh();
    private final InstantSource clock = InstantSource.system();
    private final Tokens tokens = new Tokens(new TokenStore(database.db()), clock);
    private final Accounts accounts = new Accounts(
            new AccountStore(database.db()),
            new Passwords(2, Duration.ofSeconds(5)),
            new Throttle(clock),
            tokens,
            clock,
            Duration.ofHours(1));

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void without_a_word_an_account_is_made_up_and_told_once() {
        FirstAccount first = start(Optional.empty(), Optional.empty());
        FirstAccount.MadeUp made = first.madeUp().orElseThrow();
        assertThat(made.email()).isEqualTo("admin@localhost");
        assertThat(made.toString()).doesNotContain(made.password().reveal());
        assertThat(first.madeUp()).isEmpty();
        assertThat(logsIn("admin@localhost", made.password().reveal())).isTrue();
    }

    @Test
    void a_later_start_makes_up_nothing() {
        start(Optional.empty(), Optional.empty());
        assertThat(start(Optional.empty(), Optional.empty()).madeUp()).isEmpty();
        assertThat(start(Optional.of("dev@example.org"), Optional.empty()).madeUp())
                .isEmpty();
    }

    @Test
    void an_email_alone_gets_a_made_up_password() {
        FirstAccount.MadeUp made =
                start(Optional.of("dev@example.org"), Optional.empty()).madeUp().orElseThrow();
        assertThat(logsIn("dev@example.org", made.password().reveal())).isTrue();
    }

    @Test
    void what_the_operator_names_is_made_and_not_told() {
        FirstAccount first = start(Optional.of("Dev@Example.org"), Optional.of("one"));
        assertThat(first.madeUp()).isEmpty();
        assertThat(logsIn("dev@example.org", "one")).isTrue();
    }

    @Test
    void the_same_password_again_keeps_logins() {
        start(Optional.of("dev@example.org"), Optional.of("one"));
        String token = accounts.login("dev@example.org", "one", "192.0.2.1").token();
        start(Optional.of("dev@example.org"), Optional.of("one"));
        assertThat(tokens.find(token)).isPresent();
    }

    @Test
    void another_password_replaces_the_former_and_ends_its_logins() {
        start(Optional.of("dev@example.org"), Optional.of("one"));
        String token = accounts.login("dev@example.org", "one", "192.0.2.1").token();
        start(Optional.of("dev@example.org"), Optional.of("two"));
        assertThat(logsIn("dev@example.org", "two")).isTrue();
        assertThat(logsIn("dev@example.org", "one")).isFalse();
        assertThat(tokens.find(token)).isEmpty();
    }

    @Test
    void another_email_is_another_account() {
        start(Optional.of("dev@example.org"), Optional.of("one"));
        start(Optional.of("ops@example.org"), Optional.of("two"));
        assertThat(logsIn("dev@example.org", "one")).isTrue();
        assertThat(logsIn("ops@example.org", "two")).isTrue();
    }

    private FirstAccount start(Optional<String> email, Optional<String> password) {
        FirstAccount first = new FirstAccount(accounts, email, password);
        first.make(new StartupEvent());
        return first;
    }

    private boolean logsIn(String email, String password) {
        try {
            return !accounts.login(email, password, "192.0.2.1").token().isEmpty();
        } catch (ApiException e) {
            assertThat(e.status()).isEqualTo(401);
            return false;
        }
    }
}
