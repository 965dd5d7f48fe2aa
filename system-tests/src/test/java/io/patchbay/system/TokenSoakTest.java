package io.patchbay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Tokens that live five seconds, while the service is killed again and again. So short that it only shows that it
/// works; for the whole of it, which keeps a machine busy for ten minutes with 200 customers:
///
///     ./mvnw verify -pl system-tests -am -Dtest=TokenSoakTest -Dsurefire.failIfNoSpecifiedTests=false
/// -Dsoak.minutes=10
///
/// What it counted is in `target/token-soak.txt`.
class TokenSoakTest {
    @Test
    void no_refresh_token_is_used_twice_but_in_the_gap_of_a_crash_and_no_client_is_stuck() throws Exception {
        int minutes = Integer.getInteger("soak.minutes", 0);
        TokenSoak.Plan plan = minutes > 0
                ? new TokenSoak.Plan(200, Duration.ofMinutes(minutes), Duration.ofMinutes(1))
                : new TokenSoak.Plan(20, Duration.ofSeconds(20), Duration.ofSeconds(10));
        TokenSoak.Counts counts;
        try (TokenSoak soak = new TokenSoak(plan)) {
            counts = soak.run();
        }
        counts.write();
        assertThat(counts.kills()).isPositive();
        assertThat(counts.refreshes()).as("refreshes").isGreaterThan(plan.clients());
        assertThat(counts.unexplained())
                .as("refresh tokens used twice though the new one had been stored, or nobody was killed")
                .isEmpty();
        assertThat(counts.lost())
                .as("consents that ended: only by a crash between the vendor's answer and our commit")
                .isEqualTo(counts.inTheGap().size());
        assertThat(counts.stuck()).as("clients that did not go on").isEmpty();
    }
}
