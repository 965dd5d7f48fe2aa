package io.patchbay.server.history;

import io.patchbay.connector.description.Problem;
import io.patchbay.server.thing.Scalars;
import io.patchbay.server.web.ApiException;
import io.patchbay.thing.Value;
import io.patchbay.thing.ValueType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what was asked for, with all that is wrong with it at once.
final class HistoryCheck {
    static final int PRESET_LIMIT = 1000;
    static final int MOST = 10_000;
    private static final int MOST_LISTED = 100;
    private static final Duration PRESET_RANGE = Duration.ofDays(1);

    private final HistoryParameters given;
    private final Map<Operator, String> filters;
    private final ValueType type;
    private final Instant now;
    private final List<Problem> problems = new ArrayList<>();

    private HistoryCheck(HistoryParameters given, Map<Operator, String> filters, ValueType type, Instant now) {
        this.given = given;
        this.filters = filters;
        this.type = type;
        this.now = now.truncatedTo(ChronoUnit.MICROS);
    }

    /// @param type of the property's values
    /// @throws ApiException 400 with all problems
    static HistoryQuery check(HistoryParameters given, Map<Operator, String> filters, ValueType type, Instant now) {
        HistoryCheck check = new HistoryCheck(given, filters, type, now);
        HistoryQuery query = check.query();
        if (!check.problems.isEmpty()) {
            throw ApiException.invalid(check.problems);
        }
        return query;
    }

    private HistoryQuery query() {
        Optional<Cursor> cursor = Optional.ofNullable(given.cursor).flatMap(text -> {
            Optional<Cursor> parsed = Cursor.parse(text);
            if (parsed.isEmpty()) {
                wrong("cursor", "must be one that a Link header of this history gave");
            }
            return parsed;
        });
        Range range = range();
        Range kept = cursor.map(c -> new Range(c.from(), c.to())).orElse(range);
        return new HistoryQuery(
                kept, cursor, ascending(), limit(), filters(), new BucketCheck(given, type, problems).buckets(kept));
    }

    private Range range() {
        // what happens right now is in it
        Instant to = time("to", given.to).orElse(now.plus(1, ChronoUnit.MICROS));
        Instant from = time("from", given.from).orElse(to.minus(PRESET_RANGE));
        if (!from.isBefore(to)) {
            wrong("from", "must be before to, which is " + (given.to == null ? "now" : to));
        }
        return new Range(from, to);
    }

    private Optional<Instant> time(String field, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
            if (Range.covers(time)) {
                return Optional.of(time);
            }
        } catch (DateTimeException e) {
            // said below
        }
        wrong(field, "must be a time like 2026-01-31T12:00:00Z or 2026-01-31T13:00:00%2B01:00");
        return Optional.empty();
    }

    private boolean ascending() {
        if (given.order != null && !given.order.equals("asc") && !given.order.equals("desc")) {
            wrong("order", "must be asc or desc");
        }
        return !"desc".equals(given.order);
    }

    private int limit() {
        if (given.limit == null) {
            return PRESET_LIMIT;
        }
        try {
            int limit = Integer.parseInt(given.limit);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        wrong("limit", "must be a whole number from 1 to " + MOST);
        return PRESET_LIMIT;
    }

    private List<Filter> filters() {
        List<Filter> checked = new ArrayList<>();
        filters.forEach((operator, text) -> {
            if (!operator.fits(type)) {
                wrong(operator.wire(), "does not fit this property, whose values are of type " + type);
            } else if (operator == Operator.LIKE) {
                pattern(text).ifPresent(checked::add);
            } else {
                List<String> values = operator == Operator.IN ? listed(text) : List.of(text);
                List<String> parsed = values.stream()
                        .flatMap(value -> Scalars.parse(type, value).map(Value::wire).stream())
                        .toList();
                if (parsed.size() < values.size()) {
                    wrong(operator.wire(), Scalars.rule(type));
                } else if (parsed.size() > MOST_LISTED) {
                    wrong(operator.wire(), "must name " + MOST_LISTED + " values at most");
                }
                checked.add(new Filter(operator, type, parsed));
            }
        });
        return checked;
    }

    private List<String> listed(String text) {
        return type == ValueType.STRING
                ? List.of(text.split("(?<!\\\\),", -1)).stream()
                        .map(value -> value.replace("\\,", ","))
                        .toList()
                : List.of(text.split(",", -1));
    }

    private Optional<Filter> pattern(String text) {
        String escapes = text.replaceFirst("(?s).*?(\\\\*)$", "$1");
        if (text.length() > ValueType.LONGEST || !Scalars.storable(text) || escapes.length() % 2 == 1) {
            wrong(
                    "like",
                    "must be a pattern like %rain% of at most " + ValueType.LONGEST
                            + " characters that does not end with a single \\");
            return Optional.empty();
        }
        return Optional.of(new Filter(Operator.LIKE, type, List.of(text)));
    }

    private void wrong(String field, String message) {
        problems.add(new Problem(field, message));
    }
}
