package io.patchbay.server.console;

import io.patchbay.server.run.Pulse;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/// How often calls of one technology failed in one way.
///
/// @param vendor  the technology's name
/// @param who     must act
/// @param minute  how often in the last minute
/// @param quarter how often in the last quarter of an hour
record Failing(String vendor, String what, String who, long minute, long quarter) {

    /// The most frequent first.
    ///
    /// @param name of a technology, by its type
    static List<Failing> of(HealthFigures figures, UnaryOperator<String> name) {
        return figures.last().beat().failures().keySet().stream()
                .map(kind -> new Failing(
                        name.apply(kind.typeId()),
                        what(kind.outcome()),
                        who(kind.who()),
                        since(figures.minuteAgo(), figures.last(), kind),
                        since(figures.oldest(), figures.last(), kind)))
                .filter(failing -> failing.quarter() > 0)
                .sorted(Comparator.comparingLong(Failing::minute)
                        .thenComparingLong(Failing::quarter)
                        .reversed()
                        .thenComparing(Failing::vendor)
                        .thenComparing(Failing::what))
                .toList();
    }

    private static long since(HealthSample before, HealthSample now, Pulse.Kind kind) {
        return now.beat().failures().getOrDefault(kind, 0L)
                - before.beat().failures().getOrDefault(kind, 0L);
    }

    private static String what(String outcome) {
        return switch (outcome) {
            case "unavailable" -> "Gave no answer, or an error of its own";
            case "down" -> "Not called: its host is down";
            case "throttled" -> "Asked for fewer calls";
            case "unauthorized" -> "Consent is gone";
            case "misconfigured" -> "Refused the configuration";
            case "departed" -> "Account or device is gone";
            case "crash" -> "The connector broke";
            default -> "Sent what the connector does not understand";
        };
    }

    private static String who(String actor) {
        return switch (actor) {
            case "vendor" -> "The vendor";
            case "subject" -> "The customer";
            case "developer" -> "The developer";
            case "author" -> "The connector’s author";
            default -> "Nobody: it is tried again";
        };
    }
}
