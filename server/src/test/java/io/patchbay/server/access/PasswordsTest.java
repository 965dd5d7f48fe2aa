package io.patchbay.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.patchbay.server.web.ApiException;
import java.lang.management.ManagementFactory;
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
    void an_unknown_account_costs_as_much_as_a_known_one() {
        Optional<String> hash = Optional.of(passwords.hash("x"));
        long known = allocated(hash);
        assertThat(known).isGreaterThan(1 << 20);
        assertThat(allocated(Optional.empty())).isBetween(known / 2, known * 2);
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

    /// Argon2id's work is memory, which can be counted on a busy machine, too.
    private long allocated(Optional<String> hash) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        passwords.matches("wrong", hash, PasswordsTest::atOnce);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
