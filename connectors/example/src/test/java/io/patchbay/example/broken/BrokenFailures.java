package io.patchbay.example.broken;

import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who must act is said wrongly for one kind of trouble each.
final class BrokenFailures {
    private BrokenFailures() {}

    static List<Variant> all() {
        return List.of(
                sorting("C05_a_refused_credential_names_who_must_act", says("is refused"), BrokenFailures::unavailable),
                sorting("C05_a_forbidden_call_names_who_must_act", says("not include"), BrokenFailures::unavailable),
                sorting(
                        "C05_a_vendor_that_throttles_is_given_the_time_it_asks_for",
                        e -> e.failure() instanceof Failure.Throttled,
                        BrokenFailures::impatient),
                sorting(
                        "C05_a_vendor_that_throttles_need_not_say_how_long",
                        e -> e.failure() instanceof Failure.Throttled throttled
                                && throttled.retryAfter().isEmpty(),
                        BrokenFailures::unavailable),
                sorting("C05_a_vendor_that_is_down_is_unavailable", says("503"), BrokenFailures::puzzled),
                sorting(
                        "C05_a_vendor_that_refuses_connections_is_unavailable",
                        e -> causedBy(e, ConnectException.class),
                        BrokenFailures::puzzled),
                sorting("C05_a_page_for_people_is_unavailable", says("web page"), BrokenFailures::puzzled),
                sorting("C05_a_cut_answer_is_unavailable", BrokenFailures::cut, BrokenFailures::puzzled),
                sorting(
                        "C05_a_slow_answer_is_unavailable",
                        e -> causedBy(e, TimeoutException.class),
                        BrokenFailures::puzzled),
                sorting("C05_an_endless_answer_is_unavailable", BrokenFailures::endless, BrokenFailures::puzzled),
                sorting(
                        "C05_wrong_types_puzzle",
                        e -> e.failure() instanceof Failure.Puzzled,
                        BrokenFailures::unavailable),
                new Variant("C05_the_round_after_a_failure_works", BrokenFailures::givingUp),
                new Variant(
                        "C16_a_round_that_fails_reports_no_half_of_a_list",
                        () -> new Altered().polling((good, _, sink) -> {
                            try {
                                good.poll(sink);
                            } catch (ConnectorException e) {
                                sink.things(List.of());
                                throw e;
                            }
                        })));
    }

    private static Variant sorting(
            String rule, Predicate<ConnectorException> which, Function<Failure, Failure> wrongly) {
        return new Variant(
                rule,
                () -> new Altered().polling((good, _, sink) -> {
                    try {
                        good.poll(sink);
                    } catch (ConnectorException e) {
                        throw which.test(e) ? new ConnectorException(wrongly.apply(e.failure())) : e;
                    }
                }));
    }

    /// Fails for ever once it has failed three times.
    private static Altered givingUp() {
        AtomicInteger failures = new AtomicInteger();
        return new Altered().polling((good, _, sink) -> {
            if (failures.get() >= 3) {
                throw new ConnectorException(new Failure.Unavailable("I give up"));
            }
            try {
                good.poll(sink);
            } catch (ConnectorException e) {
                failures.incrementAndGet();
                throw e;
            }
        });
    }

    private static Failure unavailable(Failure failure) {
        return new Failure.Unavailable(failure.cause());
    }

    private static Failure puzzled(Failure failure) {
        return new Failure.Puzzled(failure.cause(), "");
    }

    private static Failure impatient(Failure failure) {
        return failure instanceof Failure.Throttled(var cause, var time)
                ? new Failure.Throttled(cause, time.map(t -> t.minus(Duration.ofSeconds(1))))
                : failure;
    }

    private static Predicate<ConnectorException> says(String words) {
        return e -> e.failure().cause().contains(words);
    }

    private static boolean cut(ConnectorException e) {
        return causedBy(e, IOException.class) && !causedBy(e, ConnectException.class) && !endless(e);
    }

    private static boolean endless(ConnectorException e) {
        return causes(e).anyMatch(cause -> String.valueOf(cause.getMessage()).contains("capacity"));
    }

    private static boolean causedBy(ConnectorException e, Class<?> kind) {
        return causes(e).anyMatch(kind::isInstance);
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        Stream.Builder<Throwable> causes = Stream.builder();
        for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
            causes.add(t);
        }
        return causes.build();
    }
}
