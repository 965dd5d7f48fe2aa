package io.patchbay.server.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/// What the samples of the last quarter of an hour say: each figure of the last minute, with a small chart.
final class HealthFigures {
    /// In a minute.
    private static final int INTERVALS = 12;

    private final List<HealthSample> samples;
    private final HealthSample last;
    private final HealthSample minute;

    /// @param samples the oldest first, two at least
    HealthFigures(List<HealthSample> samples) {
        this.samples = samples;
        this.last = samples.getLast();
        this.minute = samples.get(Math.max(0, samples.size() - 1 - INTERVALS));
    }

    /// @param unit  after the value; empty if it has none
    /// @param note  what else is to be said; empty if nothing is
    /// @param chart of what: the value's name, mostly
    /// @param bad   whether somebody should look
    record Figure(String name, String value, String unit, String note, String chart, Spark spark, boolean bad) {}

    HealthSample last() {
        return last;
    }

    HealthSample minuteAgo() {
        return minute;
    }

    HealthSample oldest() {
        return samples.getFirst();
    }

    List<Figure> all() {
        return List.of(
                new Figure(
                        "Polls",
                        number(last.polls(minute)),
                        "a second",
                        last.beat().running() + " under way",
                        "Polls a second",
                        rates(HealthSample::polls, 1, "%.1f"),
                        false),
                new Figure(
                        "Lateness",
                        time(last.lateness(minute, 0.99)),
                        "p99",
                        time(last.lateness(minute, 0.5)) + " p50",
                        "Lateness p99 in milliseconds",
                        rates((now, before) -> now.lateness(before, 0.99), 10, "%.0f"),
                        last.lateness(minute, 0.99) > 10_000),
                new Figure(
                        "Stretch",
                        Spark.words("%.2f", last.stretch(minute)),
                        "×",
                        "1 is on time",
                        "Stretch",
                        rates((now, before) -> now.stretch(before), 2, "%.2f"),
                        last.stretch(minute) > 1.5),
                new Figure(
                        "Waiting",
                        String.valueOf(last.beat().waiting()),
                        last.beat().waiting() == 1 ? "client" : "clients",
                        "due, and in line for their turn",
                        "Waiting clients",
                        levels(sample -> sample.beat().waiting(), 10, "%.0f"),
                        false),
                new Figure(
                        "Errors",
                        number(last.failures(minute)),
                        "a second",
                        "",
                        "Errors a second",
                        rates(HealthSample::failures, 1, "%.2f"),
                        last.failures(minute) > 0.1 * Math.max(1, last.polls(minute))),
                new Figure(
                        "Write batches",
                        number(last.batches(minute)),
                        "a second",
                        number(last.batchSize(minute)) + " writes each, " + last.underWay() + " under way",
                        "Write batches a second",
                        rates(HealthSample::batches, 1, "%.1f"),
                        false),
                new Figure(
                        "Batch time",
                        time(last.batchTime(minute)),
                        "mean",
                        "one transaction, until it is on the disk",
                        "Batch time in milliseconds",
                        rates(HealthSample::batchTime, 5, "%.1f"),
                        false),
                new Figure(
                        "Database",
                        Double.isNaN(last.ping()) ? "No answer" : time(last.ping()),
                        Double.isNaN(last.ping()) ? "" : "answer",
                        last.load().busy() + " of " + last.load().most() + " connections busy"
                                + (last.load().waiting() == 0
                                        ? ""
                                        : ", " + last.load().waiting() + " wait"),
                        "Time of the database's answer in milliseconds",
                        levels(HealthSample::ping, 2, "%.1f"),
                        Double.isNaN(last.ping()) || last.load().waiting() > 0));
    }

    private Spark rates(ToDoubleBiFunction<HealthSample, HealthSample> value, double least, String format) {
        List<Double> values = new ArrayList<>();
        for (int i = 1; i < samples.size(); i++) {
            values.add(value.applyAsDouble(samples.get(i), samples.get(i - 1)));
        }
        return Spark.of(values, least, format);
    }

    private Spark levels(ToDoubleFunction<HealthSample> value, double least, String format) {
        return Spark.of(samples.stream().skip(1).map(value::applyAsDouble).toList(), least, format);
    }

    private static String number(double value) {
        return Spark.words(
                value >= 100 ? "%,.0f" : value >= 10 || value == 0 ? "%.0f" : value < 1 ? "%.2f" : "%.1f", value);
    }

    private static String time(double millis) {
        return millis >= 10_000
                ? Spark.words("%.0f s", millis / 1e3)
                : millis >= 1000
                        ? Spark.words("%.1f s", millis / 1e3)
                        : Spark.words(millis >= 10 || millis == 0 ? "%.0f ms" : "%.1f ms", millis);
    }
}
