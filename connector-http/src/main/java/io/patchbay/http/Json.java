package io.patchbay.http;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A place in a vendor's JSON, there or absent. Reading `null` is reading nothing.
///
/// The readers without `IfAny` want a value: they throw `Puzzled`, naming the place, where there is none. All
/// readers throw it where there is a value of another type: a number in quotes is a text.
///
/// @param path where it is, in the notation of https://www.rfc-editor.org/rfc/rfc9535: `$.list[0].main.temp`
public record Json(JsonNode node, String path) {
    private static final int SHORTEST_SECRET = 8;

    public boolean isAbsent() {
        return node.isMissingNode() || node.isNull();
    }

    /// A member of this object; absent if this is absent.
    public Json get(String key) throws ConnectorException {
        if (!isAbsent() && !node.isObject()) {
            throw puzzled("an object");
        }
        return new Json(node.path(key), path + "." + key);
    }

    /// The elements of this array.
    public List<Json> items() throws ConnectorException {
        if (isAbsent()) {
            throw puzzled("an array");
        }
        return itemsIfAny();
    }

    /// The elements of this array; none if it is absent.
    public List<Json> itemsIfAny() throws ConnectorException {
        if (!isAbsent() && !node.isArray()) {
            throw puzzled("an array");
        }
        List<Json> items = new ArrayList<>();
        for (JsonNode item : node) {
            items.add(new Json(item, path + "[" + items.size() + "]"));
        }
        return items;
    }

    /// An element of this array; absent if there are not so many.
    public Json at(int index) throws ConnectorException {
        if (!isAbsent() && !node.isArray()) {
            throw puzzled("an array");
        }
        return new Json(node.path(index), path + "[" + index + "]");
    }

    public double number() throws ConnectorException {
        return numberIfAny().orElseThrow(() -> puzzled("a number"));
    }

    public Optional<Double> numberIfAny() throws ConnectorException {
        if (isAbsent()) {
            return Optional.empty();
        }
        if (!node.isNumber()) {
            throw puzzled("a number");
        }
        if (!Double.isFinite(node.doubleValue())) {
            throw puzzled("one of a size that means something");
        }
        return Optional.of(node.doubleValue());
    }

    public String text() throws ConnectorException {
        return textIfAny().orElseThrow(() -> puzzled("a text"));
    }

    public Optional<String> textIfAny() throws ConnectorException {
        if (isAbsent()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw puzzled("a text");
        }
        return Optional.of(node.textValue());
    }

    public boolean flag() throws ConnectorException {
        return flagIfAny().orElseThrow(() -> puzzled("true or false"));
    }

    public Optional<Boolean> flagIfAny() throws ConnectorException {
        if (isAbsent()) {
            return Optional.empty();
        }
        if (!node.isBoolean()) {
            throw puzzled("true or false");
        }
        return Optional.of(node.booleanValue());
    }

    /// A time in Unix seconds.
    public Instant unixTime() throws ConnectorException {
        return unixTimeIfAny().orElseThrow(() -> puzzled("a time in Unix seconds"));
    }

    public Optional<Instant> unixTimeIfAny() throws ConnectorException {
        if (isAbsent()) {
            return Optional.empty();
        }
        // a time in milliseconds would be one in the year 50,000
        if (!node.isIntegralNumber() || !node.canConvertToLong() || Math.abs(node.longValue()) > 99_999_999_999L) {
            throw puzzled("a time in Unix seconds");
        }
        return Optional.of(Instant.ofEpochSecond(node.longValue()));
    }

    private ConnectorException puzzled(String wanted) {
        String found = node.isMissingNode()
                ? "is missing"
                : "is " + node.getNodeType().name().toLowerCase(Locale.ROOT);
        String cause = "in the vendor's answer " + path + " " + found + ", not " + wanted;
        return new ConnectorException(new Failure.Puzzled(cause, shape()));
    }

    /// What stands here, but of longer texts only their length: who knows what the vendor puts into them.
    private String shape() {
        return switch (node.getNodeType()) {
            case STRING -> {
                int length = node.textValue().length();
                yield length < SHORTEST_SECRET ? node.toString() : "a text of " + length + " characters";
            }
            case ARRAY -> "an array of " + node.size();
            case OBJECT ->
                node.properties().stream().limit(10).map(Map.Entry::getKey).collect(joining(", ", "{", "}"));
            case BINARY, BOOLEAN, MISSING, NULL, NUMBER, POJO -> node.toString();
        };
    }
}
