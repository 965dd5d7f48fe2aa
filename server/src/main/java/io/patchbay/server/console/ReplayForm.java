package io.patchbay.server.console;

import io.patchbay.server.webhook.ReplayFrom;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// From where a webhook's events are to be delivered again, as it was typed.
///
/// @param from     `all`, `time` or `position`
/// @param problem  what is wrong, a sentence; empty if nothing is
record ReplayForm(String from, String time, String position, String problem) {
    static final ReplayForm EMPTY = new ReplayForm("time", "", "", "");

    static ReplayForm typed(@Nullable String from, @Nullable String time, @Nullable String position) {
        return new ReplayForm(
                from == null ? "" : from,
                time == null ? "" : time.strip(),
                position == null ? "" : position.strip(),
                "");
    }

    /// Empty if it cannot be read; [#wrong] says why.
    Optional<ReplayFrom> read() {
        try {
            return switch (from) {
                case "all" -> Optional.of(new ReplayFrom.Position(0));
                case "time" ->
                    Optional.of(new ReplayFrom.Time(LocalDateTime.parse(time).toInstant(ZoneOffset.UTC)));
                case "position" ->
                    Optional.of(Long.parseLong(position))
                            .filter(number -> number >= 0)
                            .map(ReplayFrom.Position::new);
                default -> Optional.empty();
            };
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    ReplayForm wrong() {
        return wrong(
                switch (from) {
                    case "time" -> "Give a day and a time.";
                    case "position" -> "A position is a whole number, such as 4711.";
                    default -> "Choose where to begin.";
                });
    }

    ReplayForm wrong(String sentence) {
        return new ReplayForm(from, time, position, sentence);
    }
}
