package io.patchbay.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.connector.Secret;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalDatabaseTest {
    @Test
    void the_form_of_libpq_becomes_the_drivers() {
        PostgresAddress address = parse("postgres://me:p%40ss+%2Fword@db.example.org:6543/home?sslmode=require");
        assertThat(address.url().reveal()).isEqualTo("jdbc:postgresql://db.example.org:6543/home?sslmode=require");
        assertThat(address.user()).contains("me");
        assertThat(address.password()).contains(new Secret("p@ss+/word"));
    }

    @Test
    void options_of_libpq_get_the_drivers_names() {
        assertThat(parse("postgresql://db/home?channel_binding=require&connect_timeout=3&sslmode=verify-full")
                        .url()
                        .reveal())
                .isEqualTo("jdbc:postgresql://db/home?channelBinding=require&connectTimeout=3&sslmode=verify-full");
    }

    @Test
    void the_drivers_form_is_taken_as_it_is() {
        String url = "jdbc:postgresql://one,two/home?user=me&password=secret";
        assertThat(parse(url).url().reveal()).isEqualTo(url);
    }

    @Test
    void user_and_password_of_their_own_win() {
        PostgresAddress address =
                PostgresAddress.parse("postgres://me:first@db/home", Optional.of("you"), Optional.of("second"));
        assertThat(address.user()).contains("you");
        assertThat(address.password()).contains(new Secret("second"));
    }

    @Test
    void an_address_never_prints_its_password() {
        assertThat(parse("postgres://me:hidden@db/home").toString()).doesNotContain("hidden");
        assertThat(parse("jdbc:postgresql://db/home?password=hidden").toString())
                .doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://me:hidden@db/home", "db.example.org", "postgres://me:hid den@db/home"})
    void other_addresses_are_refused_with_an_example_and_without_the_password(String url) {
        assertThatThrownBy(() -> parse(url))
                .isInstanceOf(StartupProblem.class)
                .hasMessageContaining("postgres://user:password@host:5432/database")
                .hasMessageNotContaining("hid")
                .hasNoCause();
    }

    @Test
    void a_database_older_than_15_is_refused_by_name() {
        assertThatThrownBy(() -> Pool.requireNotOlder(14))
                .isInstanceOf(StartupProblem.class)
                .hasMessageContaining("is PostgreSQL 14")
                .hasMessageContaining("needs 15 or newer");
        assertThatCode(() -> Pool.requireNotOlder(15)).doesNotThrowAnyException();
    }

    @Test
    void a_wrong_password_is_one_sentence_that_names_the_settings_and_not_the_password() {
        try (TestDb database = TestDb.fresh()) {
            PostgresAddress wrong = new PostgresAddress(
                    new Secret(database.url().replaceFirst("\\?.*", "")),
                    Optional.of("nobody_there"),
                    Optional.of(new Secret("hidden")));
            assertThatThrownBy(() -> new Db(TestDb.settings(Path.of("target"), Optional.of(wrong), 2)))
                    .isInstanceOf(StartupProblem.class)
                    .hasMessageContaining("nobody_there")
                    .hasMessageContaining("check PATCHBAY_DATABASE_URL, _USER and _PASSWORD")
                    .hasMessageNotContaining("hidden");
        }
    }

    private static PostgresAddress parse(String url) {
        return PostgresAddress.parse(url, Optional.empty(), Optional.empty());
    }
}
