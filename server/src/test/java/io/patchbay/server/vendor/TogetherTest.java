package io.patchbay.server.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Reply;
import io.patchbay.connector.VendorHttp;
import io.patchbay.connector.description.Problem;
import io.patchbay.tck.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TogetherTest {
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final VendorHttp HTTP = _ -> new Reply(200, Map.of(), new byte[0]);

    private final HandClock clock = new HandClock(Instant.parse("2031-03-04T05:06:07Z"));
    private final Together together = new Together(clock);
    private final SharingVendor vendor = new SharingVendor(3);

    @Test
    void a_part_is_kept_until_the_interval_ends() throws Exception {
        assertThat(get("a")).isEqualTo("a1");
        clock.advance(Duration.ofMinutes(9));
        assertThat(get("a")).isEqualTo("a1");
        clock.advance(Duration.ofMinutes(1));
        assertThat(get("a")).isEqualTo("a2");
        assertThat(vendor.calls()).containsExactly(List.of("a"), List.of("a"));
    }

    @Test
    void a_caller_that_is_a_little_early_gets_no_old_part() throws Exception {
        get("a");
        clock.advance(INTERVAL.minusSeconds(20));
        assertThat(get("a")).isEqualTo("a2");
    }

    @Test
    void a_call_carries_the_known_keys_that_are_older_than_half_an_interval() throws Exception {
        get("a");
        clock.advance(Duration.ofMinutes(5));
        get("b");
        assertThat(vendor.calls()).containsExactly(List.of("a"), List.of("b"));
        clock.advance(Duration.ofMinutes(4));
        assertThat(get("c")).isEqualTo("c3");
        assertThat(vendor.calls().getLast()).containsExactly("c", "a");
        assertThat(get("a")).isEqualTo("a3");
        assertThat(get("b")).isEqualTo("b2");
        assertThat(vendor.calls()).hasSize(3);
    }

    @Test
    void the_oldest_keys_go_first_and_no_more_than_a_call_may_carry() throws Exception {
        for (String key : List.of("a", "b", "c", "d")) {
            get(key);
            clock.advance(Duration.ofSeconds(1));
        }
        clock.advance(Duration.ofMinutes(9));
        get("e");
        assertThat(vendor.calls().getLast()).containsExactly("e", "a", "b");
    }

    @Test
    void a_key_that_nobody_asks_for_any_more_is_forgotten() throws Exception {
        get("a");
        clock.advance(INTERVAL.multipliedBy(2));
        get("b");
        assertThat(vendor.calls().getLast()).containsExactly("b", "a");
        clock.advance(INTERVAL);
        get("b");
        assertThat(vendor.calls().getLast()).containsExactly("b");
    }

    @Test
    void a_kind_of_call_that_nobody_makes_any_more_is_forgotten() throws Exception {
        get("a");
        var other = new SharingVendor(3);
        together.get("another scope", INTERVAL, "a", other, HTTP);
        assertThat(together.kinds()).isEqualTo(2);
        clock.advance(INTERVAL.multipliedBy(3));
        together.get("another scope", INTERVAL, "a", other, HTTP);
        assertThat(together.kinds()).isEqualTo(1);
    }

    @Test
    void scopes_share_nothing() throws Exception {
        assertThat(get("a")).isEqualTo("a1");
        assertThat(together.get("another scope", INTERVAL, "a", vendor, HTTP)).isEqualTo("a2");
    }

    @Test
    void callers_of_the_same_key_wait_for_one_call_and_share_its_part() throws Exception {
        vendor.hold();
        List<FutureTask<String>> callers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            callers.add(asking("a"));
        }
        vendor.awaitCalls(1);
        vendor.release();
        for (FutureTask<String> caller : callers) {
            assertThat(done(caller)).isEqualTo("a1");
        }
        assertThat(vendor.calls()).containsExactly(List.of("a"));
    }

    @Test
    void keys_that_wait_travel_together_in_the_next_call() throws Exception {
        vendor.hold();
        FutureTask<String> first = asking("a");
        vendor.awaitCalls(1);
        Waiting second = waiting("b");
        Waiting third = waiting("c");
        vendor.release();
        assertThat(done(first)).isEqualTo("a1");
        assertThat(done(second.task())).isEqualTo("b2");
        assertThat(done(third.task())).isEqualTo("c2");
        assertThat(vendor.calls()).hasSize(2);
        assertThat(vendor.calls().getLast()).containsExactlyInAnyOrder("b", "c");
        assertThat(vendor.mostAtOnce()).isEqualTo(1);
    }

    @Test
    void a_failure_of_the_vendor_is_that_of_all_who_wait_and_is_not_kept() throws Exception {
        vendor.hold();
        vendor.failing(_ -> Optional.of(new Failure.Throttled("slow down", Optional.of(Duration.ofSeconds(7)))));
        FutureTask<String> first = asking("a");
        vendor.awaitCalls(1);
        Waiting same = waiting("a");
        Waiting other = waiting("b");
        vendor.release();
        for (FutureTask<String> caller : List.of(first, same.task(), other.task())) {
            assertThatThrownBy(() -> done(caller)).rootCause().hasMessage("slow down");
        }
        assertThat(vendor.calls()).hasSize(1);
        vendor.failing(_ -> Optional.empty());
        assertThat(get("a")).isEqualTo("a2");
    }

    @Test
    void a_call_without_a_place_in_the_budget_postpones_all_who_wait() throws Exception {
        vendor.hold();
        vendor.breaking(Optional.of(new Postponed(Duration.ofSeconds(9))));
        FutureTask<String> first = asking("a");
        vendor.awaitCalls(1);
        Waiting second = waiting("a");
        vendor.release();
        assertThatThrownBy(() -> done(first)).hasCauseInstanceOf(Postponed.class);
        assertThatThrownBy(() -> done(second.task())).hasCauseInstanceOf(Postponed.class);
        vendor.breaking(Optional.empty());
        assertThat(get("a")).isEqualTo("a2");
    }

    @Test
    void a_key_that_the_vendor_refuses_spoils_only_itself() throws Exception {
        vendor.failing(keys -> keys.contains("bad")
                ? Optional.of(new Failure.Misconfigured(List.of(new Problem("", "no such place"))))
                : Optional.empty());
        assertThatThrownBy(() -> get("bad")).isInstanceOf(ConnectorException.class);
        assertThat(get("a")).startsWith("a");
        assertThatThrownBy(() -> get("bad")).hasMessageContaining("no such place");
        int before = vendor.calls().size();
        assertThat(get("b")).startsWith("b");
        // once found out, it is not carried any more
        assertThat(vendor.calls()).hasSize(before + 1);
    }

    @Test
    void a_key_that_the_answer_lacks_is_puzzling_and_the_others_have_their_parts() throws Exception {
        vendor.lacking("a");
        assertThatThrownBy(() -> get("a"))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Puzzled.class));
        assertThat(get("b")).isEqualTo("b2");
        assertThat(vendor.calls().getLast()).containsExactly("b", "a");
    }

    @Test
    void another_caller_takes_over_when_the_one_that_calls_is_interrupted() throws Exception {
        vendor.hold();
        Waiting first = start("a");
        vendor.awaitCalls(1);
        Waiting second = waiting("a");
        first.thread().interrupt();
        assertThatThrownBy(() -> done(first.task())).hasCauseInstanceOf(InterruptedException.class);
        vendor.awaitCalls(2);
        vendor.release();
        assertThat(done(second.task())).isEqualTo("a2");
    }

    @Test
    void a_caller_that_waits_can_be_interrupted() throws Exception {
        vendor.hold();
        FutureTask<String> first = asking("a");
        vendor.awaitCalls(1);
        Waiting second = waiting("a");
        second.thread().interrupt();
        assertThatThrownBy(() -> done(second.task())).hasCauseInstanceOf(InterruptedException.class);
        vendor.release();
        assertThat(done(first)).isEqualTo("a1");
    }

    private String get(String key) throws ConnectorException, InterruptedException {
        return together.get("scope", INTERVAL, key, vendor, HTTP);
    }

    private record Waiting(Thread thread, FutureTask<String> task) {}

    private Waiting start(String key) {
        FutureTask<String> task = new FutureTask<>(() -> get(key));
        return new Waiting(Thread.ofVirtual().start(task), task);
    }

    private FutureTask<String> asking(String key) {
        return start(key).task();
    }

    /// A caller that has come as far as waiting for the call under way.
    private Waiting waiting(String key) {
        Waiting caller = start(key);
        await().until(() -> caller.thread().getState() == Thread.State.WAITING);
        return caller;
    }

    private static String done(FutureTask<String> task) throws Exception {
        return task.get(10, TimeUnit.SECONDS);
    }
}
