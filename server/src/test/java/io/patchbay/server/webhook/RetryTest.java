package io.patchbay.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.web.Heard;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final Instant SINCE = Instant.parse("2026-01-31T12:00:00Z");
    private final Random random = new Random(1);

    private static Attempt failed(MultiMap headers) {
        return new Attempt(
                new Message("evt_1", "{}", 1, 1, 1),
                new Heard.Answer(503, new Heard.Headers(headers), new byte[0], true),
                SINCE);
    }

    private Retry next(int failures, Instant now) {
        return Retry.of(SINCE, failures, failed(MultiMap.caseInsensitiveMultiMap()), now, random);
    }

    @Test
    void waits_grow_to_an_hour_are_spread_and_last_for_a_day() {
        for (int failures = 1; failures < 40; failures++) {
            Duration most = Duration.ofSeconds(Math.min(3600, 1L << Math.min(failures - 1, 30)));
            for (int i = 0; i < 50; i++) {
                assertThat(next(failures, SINCE))
                        .isInstanceOfSatisfying(
                                Retry.At.class,
                                at -> assertThat(at.time()).isAfter(SINCE).isBeforeOrEqualTo(SINCE.plus(most)));
            }
        }
        assertThat(next(50, SINCE.plus(Duration.ofHours(23)).plusSeconds(3599)))
                .isInstanceOfSatisfying(
                        Retry.At.class,
                        at -> assertThat(at.time()).isBeforeOrEqualTo(SINCE.plus(Duration.ofHours(24))));
        assertThat(next(50, SINCE.plus(Duration.ofHours(24)))).isEqualTo(new Retry.Over());
    }

    @Test
    void retry_after_in_seconds_or_as_a_date_is_the_least_wait() {
        MultiMap seconds = MultiMap.caseInsensitiveMultiMap().add("retry-after", "120");
        MultiMap date = MultiMap.caseInsensitiveMultiMap().add("Retry-After", "Sat, 31 Jan 2026 12:02:00 GMT");
        MultiMap never = MultiMap.caseInsensitiveMultiMap().add("Retry-After", "99999999");
        assertThat(Retry.of(SINCE, 1, failed(seconds), SINCE, random)).isEqualTo(new Retry.At(SINCE.plusSeconds(120)));
        assertThat(Retry.of(SINCE, 1, failed(date), SINCE, random)).isEqualTo(new Retry.At(SINCE.plusSeconds(120)));
        assertThat(Retry.of(SINCE, 1, failed(never), SINCE, random))
                .isEqualTo(new Retry.At(SINCE.plus(Duration.ofHours(24))));
    }
}
