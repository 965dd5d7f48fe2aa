package io.patchbay.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connector.Failure;
import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.Journal.Entry;
import io.patchbay.server.client.Journal.Kind;
import io.patchbay.server.client.Status;
import io.patchbay.server.link.Renewal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentCallsTest {
    private static final Outcome BROKEN = new Outcome.Failed(new Failure.Unavailable("it is away"));

    private final RecentCalls recent = new RecentCalls(InstantSource.fixed(Instant.ofEpochMilli(9_000)));
    private final Runner client = runner();

    private static Runner runner() {
        return new Runner(new ClientId(UUID.randomUUID()), Status.STARTED, new DueQueue<>(_ -> {}));
    }

    private void ends(Runner runner, Outcome outcome, long now) {
        Standing standing = outcome instanceof Outcome.Failed
                ? Standing.error(Failure.Actor.NOBODY, "it is away")
                : Standing.STARTED;
        recent.ended(runner, outcome, new Next(OptionalLong.of(now + 1000), 0, Optional.of(standing)), now - 250, now);
    }

    @Test
    void calls_are_kept_from_the_first_look_on() {
        ends(client, Outcome.Succeeded.PLAINLY, 1000);
        assertThat(recent.look(client.id())).isEmpty();
        ends(client, Outcome.Succeeded.PLAINLY, 2000);
        ends(client, BROKEN, 3000);
        ends(client, new Outcome.PutOff(Duration.ofSeconds(1)), 4000);
        assertThat(recent.look(client.id()))
                .extracting(Entry::kind)
                .containsExactly(Kind.PUT_OFF, Kind.FAILED, Kind.POLLED);
        assertThat(recent.look(client.id()).get(1))
                .isEqualTo(new Entry(
                        Instant.ofEpochMilli(3000), Kind.FAILED, Duration.ofMillis(250), Optional.of("it is away")));
    }

    @Test
    void a_failure_is_kept_though_nobody_looks() {
        ends(client, BROKEN, 1000);
        ends(client, Outcome.Succeeded.PLAINLY, 2000);
        assertThat(recent.look(client.id())).extracting(Entry::kind).containsExactly(Kind.POLLED, Kind.FAILED);
    }

    @Test
    void the_latest_32_are_kept() {
        recent.look(client.id());
        for (int i = 1; i <= 100; i++) {
            ends(client, Outcome.Succeeded.PLAINLY, i);
            assertThat(recent.look(client.id()))
                    .extracting(entry -> (int) entry.at().toEpochMilli())
                    .isEqualTo(IntStream.iterate(i, n -> n - 1)
                            .limit(Math.min(i, 32))
                            .boxed()
                            .toList());
        }
    }

    @Test
    void what_is_not_a_call_is_kept_only_of_those_that_are_followed() {
        recent.delivered(client.id());
        recent.renewed(new Renewal(client.id().value(), Optional.of("refused")));
        assertThat(recent.look(client.id())).isEmpty();
        recent.delivered(client.id());
        recent.renewed(new Renewal(client.id().value(), Optional.of("refused")));
        recent.renewed(new Renewal(client.id().value(), Optional.empty()));
        assertThat(recent.look(client.id()))
                .extracting(Entry::kind)
                .containsExactly(Kind.TOKEN_RENEWED, Kind.TOKEN_NOT_RENEWED, Kind.DELIVERED);
    }

    @Test
    void as_many_as_fail_they_do_not_push_out_whom_somebody_looks_at() {
        ends(client, BROKEN, 1000);
        recent.look(client.id());
        Runner other = runner();
        ends(other, BROKEN, 1000);
        for (int i = 0; i < RecentCalls.MOST_FAILING; i++) {
            ends(runner(), BROKEN, 2000);
        }
        assertThat(recent.look(other.id())).isEmpty();
        assertThat(recent.look(client.id())).hasSize(1);
    }

    @Test
    void who_was_looked_at_long_ago_is_forgotten_first() {
        recent.look(client.id());
        ends(client, BROKEN, 1000);
        Runner again = runner();
        recent.look(again.id());
        ends(again, BROKEN, 1000);
        for (int i = 0; i < RecentCalls.MOST_LOOKED_AT - 1; i++) {
            recent.look(runner().id());
            recent.look(again.id());
        }
        assertThat(recent.look(again.id())).hasSize(1);
        assertThat(recent.look(client.id())).isEmpty();
    }

    @Test
    void who_is_gone_is_forgotten() {
        recent.look(client.id());
        ends(client, BROKEN, 1000);
        recent.forget(client.id());
        assertThat(recent.look(client.id())).isEmpty();
    }
}
