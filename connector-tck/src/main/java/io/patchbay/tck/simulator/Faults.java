package io.patchbay.tck.simulator;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A simulator's fault panel: what goes wrong from now on, until [#recover]. From any thread.
public final class Faults {
    private final Map<Fault, Response> answers = new EnumMap<>(Fault.class);
    private final Answering answering;
    private final Listener listener;

    Faults(Answering answering, Listener listener) {
        this.answering = answering;
        this.listener = listener;
        answer(Fault.UNAUTHORIZED, Response.json(401, "{\"error\":\"unauthorized\"}"));
        answer(Fault.FORBIDDEN, Response.json(403, "{\"error\":\"forbidden\"}"));
        answer(Fault.THROTTLED, Response.json(429, "{\"error\":\"too many requests\"}"));
        answer(
                Fault.THROTTLED_FOR_A_WHILE,
                Response.json(429, "{\"error\":\"too many requests\"}").header("Retry-After", "7"));
        answer(Fault.DOWN, Response.json(503, "{\"error\":\"down for maintenance\"}"));
        answer(Fault.HTML, Response.of(200, "text/html", "<!DOCTYPE html><html><body>Back soon</body></html>"));
    }

    /// Makes a fault answer as the vendor documents it. Only for faults that are one whole answer.
    public Faults answer(Fault fault, Response response) {
        answers.put(fault, response);
        return this;
    }

    /// What a fault answers, for faults that are one whole answer.
    public Optional<Response> answer(Fault fault) {
        return Optional.ofNullable(answers.get(fault));
    }

    /// Everything goes wrong this way.
    public void set(Fault fault) {
        from(0, fault);
    }

    /// All calls go wrong this way, but for the next few.
    public void from(int call, Fault fault) {
        start(new Trouble(call, Integer.MAX_VALUE, spoilt(fault)));
    }

    /// Every call is answered with this.
    public void answering(Response response) {
        start(new Trouble(0, Integer.MAX_VALUE, new Spoilt.Instead(response)));
    }

    /// Rewrites the body of one of the next answers, counted from 0; the others stay good.
    public void rewriting(int call, UnaryOperator<String> body) {
        start(new Trouble(call, call, new Spoilt.Rewritten(body)));
    }

    /// All is well again.
    public void recover() {
        start(null);
    }

    private void start(@Nullable Trouble next) {
        answering.trouble(next);
        listener.listen(next == null || !(next.spoilt instanceof Spoilt.Unheard));
    }

    private Spoilt spoilt(Fault fault) {
        return switch (fault) {
            case UNAUTHORIZED, FORBIDDEN, THROTTLED, THROTTLED_FOR_A_WHILE, DOWN, HTML ->
                new Spoilt.Instead(answer(fault).orElseThrow());
            case CUT -> new Spoilt.Half();
            case SLOW -> new Spoilt.Dripping(1, 50);
            case ENDLESS -> new Spoilt.Dripping(65_536, 0);
            case WRONG_TYPES -> new Spoilt.Rewritten(JsonText::withWrongTypes);
            case MISSING_FIELDS -> new Spoilt.Rewritten(JsonText::withoutLeaves);
            case REFUSED -> new Spoilt.Unheard();
        };
    }

    /// One setting of the panel.
    static final class Trouble {
        private final int first;
        private final int last;
        private final AtomicInteger calls = new AtomicInteger();
        private final CountDownLatch over = new CountDownLatch(1);
        private final Spoilt spoilt;

        private Trouble(int first, int last, Spoilt spoilt) {
            this.first = first;
            this.last = last;
            this.spoilt = spoilt;
        }

        Spoilt spoilt() {
            return spoilt;
        }

        /// Counts a call and says whether it is one that goes wrong.
        boolean concernsNext() {
            int number = calls.getAndIncrement();
            return number >= first && number <= last;
        }

        void over() {
            over.countDown();
        }

        /// Waits so long, or until it is over; true if it is.
        boolean overAfter(int millis) throws InterruptedException {
            return over.await(millis, TimeUnit.MILLISECONDS);
        }
    }
}
