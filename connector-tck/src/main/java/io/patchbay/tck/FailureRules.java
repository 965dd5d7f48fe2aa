package io.patchbay.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connector.Failure;
import io.patchbay.connector.description.Authorization;
import io.patchbay.tck.simulator.Fault;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a connector says when something goes wrong at the vendor: who must act next.
abstract class FailureRules extends Rules {
    private static final Duration IMPATIENT = Duration.ofMillis(400);

    FailureRules(ConnectorContract contract) {
        super(contract);
    }

    @Test
    void C05_a_refused_credential_names_who_must_act() {
        Failure failure = at(Fault.UNAUTHORIZED);
        switch (description().authorization()) {
            case Authorization.None() -> {}
            case Authorization.Key key -> is(failure, Failure.Misconfigured.class);
            case Authorization.OAuth2Code code -> is(failure, Failure.Unauthorized.class);
            case Authorization.OAuth2Device device -> is(failure, Failure.Unauthorized.class);
        }
    }

    @Test
    void C05_a_forbidden_call_names_who_must_act() {
        is(
                at(Fault.FORBIDDEN),
                Failure.Misconfigured.class,
                Failure.Unauthorized.class,
                Failure.Throttled.class,
                Failure.Departed.class);
    }

    @Test
    void C05_a_vendor_that_throttles_is_given_the_time_it_asks_for() {
        Failure failure = at(Fault.THROTTLED_FOR_A_WHILE);
        is(failure, Failure.Throttled.class);
        Optional<Duration> asked = vendor().faults()
                .answer(Fault.THROTTLED_FOR_A_WHILE)
                .map(answer -> answer.headers().get("Retry-After"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
        asked.ifPresent(time -> assertThat(((Failure.Throttled) failure).retryAfter())
                .as("C05 time from Retry-After")
                .contains(time));
    }

    @Test
    void C05_a_vendor_that_throttles_need_not_say_how_long() {
        is(at(Fault.THROTTLED), Failure.Throttled.class);
    }

    @Test
    void C05_a_vendor_that_is_down_is_unavailable() {
        is(at(Fault.DOWN), Failure.Unavailable.class);
    }

    @Test
    void C05_a_vendor_that_refuses_connections_is_unavailable() {
        is(at(Fault.REFUSED), Failure.Unavailable.class);
    }

    @Test
    void C05_a_page_for_people_is_unavailable() {
        is(at(Fault.HTML), Failure.Unavailable.class);
    }

    @Test
    void C05_a_cut_answer_is_unavailable() {
        is(at(Fault.CUT), Failure.Unavailable.class);
    }

    @Test
    void C05_a_slow_answer_is_unavailable() {
        is(at(Fault.SLOW), Failure.Unavailable.class);
    }

    @Test
    void C05_an_endless_answer_is_unavailable() {
        is(at(Fault.ENDLESS), Failure.Unavailable.class);
    }

    @Test
    void C05_wrong_types_puzzle() {
        is(at(Fault.WRONG_TYPES), Failure.Puzzled.class);
    }

    @Test
    void C05_the_round_after_a_failure_works() {
        Trial trial = trial();
        Round whole = good(trial);
        Set<Fault> quick = EnumSet.complementOf(EnumSet.of(Fault.SLOW, Fault.ENDLESS));
        for (Fault fault : quick) {
            vendor().faults().set(fault);
            trial.round();
            vendor().faults().recover();
            Round after = trial.round();
            assertThat(after.thrown()).as("C05 a round after %s", fault).isEmpty();
            assertThat(after.readings()).as("C05 readings after %s", fault).isEqualTo(whole.readings());
        }
    }

    /// Lets every call of a round fail in turn, those before it being good.
    @Test
    void C16_a_round_that_fails_reports_no_half_of_a_list() {
        Set<String> whole = ids(good(trial()).things().orElseThrow());
        int calls = callsOfARound();
        for (int call = 0; call < calls; call++) {
            for (Fault fault : List.of(Fault.DOWN, Fault.CUT, Fault.THROTTLED, Fault.WRONG_TYPES)) {
                vendor().faults().from(call, fault);
                int from = call;
                trial().round()
                        .things()
                        .ifPresent(things -> assertThat(ids(things))
                                .as("C16 things when call %s of a round meets %s", from, fault)
                                .isEqualTo(whole));
            }
        }
    }

    private Failure at(Fault fault) {
        Trial trial = trial();
        if (fault == Fault.SLOW) {
            trial.context().http().patience(IMPATIENT);
        }
        vendor().faults().set(fault);
        Round round = trial.round();
        assertThat(round.thrown()).as("C05 what is thrown at %s", fault).isPresent();
        assertThat(round.failure())
                .as("C05 at %s a ConnectorException is thrown, not %s", fault, round.thrown())
                .isPresent();
        Failure failure = round.failure().orElseThrow();
        assertThat(failure.cause()).as("C05 cause at %s", fault).isNotBlank();
        return failure;
    }

    private static void is(Failure failure, Class<?>... kinds) {
        assertThat(failure).as("C05 %s", failure.cause()).isInstanceOfAny(kinds);
    }
}
