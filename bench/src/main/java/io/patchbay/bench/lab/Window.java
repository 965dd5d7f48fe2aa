package io.patchbay.bench.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The spans in which something is measured, one per round, and the processor time that it took in them: a number that
/// hardly depends on what else the machine does.
public final class Window {
    /// One round.
    public record Span(Instant begun, Instant ended) {}

    private final Supplier<Duration> used;
    private final List<Span> spans = new ArrayList<>();
    private Instant begun = Instant.MIN;
    private Duration before = Duration.ZERO;
    private Duration sum = Duration.ZERO;
    private double operations;

    /// @param used so far by all processes that have a part in it
    public Window(Supplier<Duration> used) {
        this.used = used;
    }

    public void begin() {
        begun = Instant.now();
        before = used.get();
    }

    /// @param done how many operations since it began
    public void end(double done) {
        sum = sum.plus(used.get().minus(before));
        spans.add(new Span(begun, Instant.now()));
        operations += done;
    }

    /// Processor time per operation.
    public double micros() {
        return operations == 0 ? 0 : sum.toNanos() / 1000.0 / operations;
    }

    public List<Span> spans() {
        return List.copyOf(spans);
    }
}
