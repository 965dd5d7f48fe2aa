package io.patchbay.server.web;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.patchbay.connector.description.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// Says in our words what the JSON library found wrong: its own speak of Java classes and quote the body, which may
/// hold secrets.
final class JsonProblems {
    private JsonProblems() {}

    /// @throws IllegalStateException if it is not the body that is wrong but the class it is read into
    static ApiException in(IOException e) {
        return switch (e) {
            case InvalidDefinitionException ours -> throw new IllegalStateException(ours);
            case StreamConstraintsException limit -> ApiException.badRequest(limit(limit));
            case ValueInstantiationException refused
            when refused.getCause() instanceof IllegalArgumentException why ->
                ApiException.badRequest(String.valueOf(why.getMessage()));
            case MismatchedInputException wrong -> wrong(wrong);
            case JsonMappingException inside
            when inside.getCause() instanceof StreamConstraintsException limit -> ApiException.badRequest(limit(limit));
            case JsonMappingException inside
            when inside.getCause() instanceof JsonParseException broken -> broken(broken);
            case JsonParseException broken -> broken(broken);
            case JsonProcessingException other ->
                ApiException.badRequest("The body cannot be read as JSON" + at(other) + ".");
            case IOException other -> ApiException.badRequest("The body ended too early.");
        };
    }

    private static String limit(StreamConstraintsException e) {
        return e.getOriginalMessage().contains("nesting depth")
                ? "The body is nested deeper than " + JsonFormat.DEEPEST + " levels."
                : "The body has a number, name or text that is too long.";
    }

    private static ApiException broken(JsonParseException e) {
        String duplicate = "Duplicate field '";
        String message = e.getOriginalMessage();
        if (message.startsWith(duplicate) && message.endsWith("'")) {
            String field = message.substring(duplicate.length(), message.length() - 1);
            return ApiException.invalid(List.of(new Problem(field, "is there twice")));
        }
        return ApiException.badRequest("The body is not valid JSON" + at(e) + ".");
    }

    private static String at(JsonProcessingException e) {
        JsonLocation place = e.getLocation();
        return place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    }

    private static ApiException wrong(MismatchedInputException e) {
        if (e.getOriginalMessage().startsWith("Trailing token")) {
            return ApiException.badRequest("The body has more after its first JSON value" + at(e) + ".");
        }
        String field = path(e.getPath());
        Class<?> target = e.getTargetType();
        String shape = target == null ? "an object" : shape(target);
        return field.isEmpty()
                ? ApiException.badRequest("The body must be " + shape + ".")
                : ApiException.invalid(List.of(new Problem(field, "must be " + shape)));
    }

    private static String path(List<JsonMappingException.Reference> path) {
        return path.stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static String shape(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "text in quotes";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number, without quotes";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number, without quotes";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        if (type == Instant.class) {
            return "a time like 2026-01-31T12:00:00Z";
        }
        return type.isArray() || Iterable.class.isAssignableFrom(type) ? "a list" : "an object";
    }
}
