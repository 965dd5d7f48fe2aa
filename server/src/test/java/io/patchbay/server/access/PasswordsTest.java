package io.patchbay.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.patchbay.server.web.ApiException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords(1, Duration.ofMillis(50));

    @Test
    void a_password_matches_its_own_hash_only() {
        String hash = passwords.hash("correct horse");
        assertThat(passwords.matches("correct horse", Optional.of(hash), PasswordsTest::atOnce))
                .isTrue();
        assertThat(passwords.matches("Correct horse", Optional.of(hash), PasswordsTest::atOnce))
                .isFalse();
    }

    @Test
    void hashes_are_argon2id_with_the_documented_cost_and_salted() {
        assertThat(passwords.hash("x")).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.hash("x")).isNotEqualTo(passwords.hash("x"));
    }

    @Test
    void nobody_has_no_password() {
        assertThat(passwords.matches("", Optional.empty(), PasswordsTest::atOnce))
                .isFalse();
    }

    @Test
    void an_unknown_account_takes_about_as_long_as_a_known_one() {
        Optional<String> hash = Optional.of(passwords.hash("x"));
        long known = fastest(hash);
        long unknown = fastest(Optional.empty());
        assertThat(unknown).isBetween(known / 3, known * 3);
    }

    @Test
    void who_does_not_get_a_turn_is_told_to_come_back() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread other = Thread.ofVirtual()
                .start(() -> passwords.matches("x", Optional.empty(), () -> {
                    begun.countDown();
                    await(end);
                }));
        begun.await();
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> passwords.matches("x", Optional.empty(), PasswordsTest::atOnce))
                .matches(e -> e.status() == 503)
                .matches(e -> e.retryAfter().isPresent());
        end.countDown();
        other.join();
        assertThat(passwords.matches("x", Optional.empty(), PasswordsTest::atOnce))
                .isFalse();
    }

    private static void atOnce() {}

    private long fastest(Optional<String> hash) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            passwords.matches("y", hash, PasswordsTest::atOnce);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
