package io.patchbay.server.event;

import io.patchbay.connector.description.Problem;
import io.patchbay.server.web.ApiException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which events of its app a stream is about. An empty set leaves nothing out.
///
/// @param subject       whose, if it matters
/// @param things        of these things, and of requests of their actions
/// @param propertyTypes changes of properties of these types, and nothing else
record Interest(Optional<String> subject, Set<UUID> things, Set<String> propertyTypes, Set<EventType> types) {
    static final String THING = "thing";
    static final String PROPERTY_TYPE = "propertyType";
    static final String TYPE = "type";

    /// Values of one filter.
    static final int MOST = 200;

    private static final String NAMES =
            Arrays.stream(EventType.values()).map(EventType::wire).collect(Collectors.joining(", "));

    boolean wants(Event event) {
        return subject.map(event.subject()::equals).orElse(true)
                && (types.isEmpty() || types.contains(event.type()))
                && (things.isEmpty() || event.thing().map(things::contains).orElse(false))
                && (propertyTypes.isEmpty()
                        || event.propertyType().map(propertyTypes::contains).orElse(false));
    }

    /// @param query of the request: each filter may be there again and again, or have values with commas between them
    /// @throws ApiException 400 with all that is wrong
    static Interest of(Optional<String> subject, MultivaluedMap<String, String> query) {
        List<Problem> problems = new ArrayList<>();
        query.keySet().stream()
                .filter(name -> !Set.of(THING, PROPERTY_TYPE, TYPE).contains(name))
                .sorted()
                .forEach(name ->
                        problems.add(new Problem(name, "is no filter; there are thing, propertyType and type")));
        Interest interest =
                new Interest(subject, things(query, problems), propertyTypes(query, problems), types(query, problems));
        if (!interest.propertyTypes.isEmpty()
                && !interest.types.isEmpty()
                && !interest.types.contains(EventType.PROPERTY_CHANGED)) {
            problems.add(new Problem(PROPERTY_TYPE, "leaves nothing over if type is not property.changed"));
        }
        if (!problems.isEmpty()) {
            throw ApiException.invalid(problems);
        }
        return interest;
    }

    private static Set<UUID> things(MultivaluedMap<String, String> query, List<Problem> problems) {
        Set<UUID> things = new HashSet<>();
        for (String text : values(query, THING, problems)) {
            try {
                things.add(UUID.fromString(text));
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(THING, "must be the id of a thing, not \"" + shown(text) + "\""));
            }
        }
        return things;
    }

    private static Set<String> propertyTypes(MultivaluedMap<String, String> query, List<Problem> problems) {
        Set<String> types = new HashSet<>();
        for (String text : values(query, PROPERTY_TYPE, problems)) {
            if (text.isBlank()) {
                problems.add(new Problem(PROPERTY_TYPE, "must not be empty"));
            }
            types.add(text);
        }
        return types;
    }

    private static Set<EventType> types(MultivaluedMap<String, String> query, List<Problem> problems) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (String text : values(query, TYPE, problems)) {
            EventType.of(text)
                    .ifPresentOrElse(
                            types::add,
                            () -> problems.add(
                                    new Problem(TYPE, "must be one of " + NAMES + ", not \"" + shown(text) + "\"")));
        }
        return types;
    }

    private static List<String> values(MultivaluedMap<String, String> query, String name, List<Problem> problems) {
        List<String> values = query.getOrDefault(name, List.of()).stream()
                .flatMap(given -> Stream.of(given.split(",", -1)))
                .map(String::strip)
                .toList();
        if (values.size() > MOST) {
            problems.add(new Problem(name, "must have at most " + MOST + " values"));
            return List.of();
        }
        return values;
    }

    private static String shown(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
