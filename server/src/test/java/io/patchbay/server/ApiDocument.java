package io.patchbay.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.patchbay.server.Call.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The OpenAPI document of the service under test, and whether answers are as it says. OpenAPI 3.1 schemas are JSON
/// Schema 2020-12. Objects are taken as closed: an answer with a member that is not described is wrong, too.
final class ApiDocument {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final String MEDIA_TYPE = "application/json";

    private final JsonNode document = Call.get("/q/openapi?format=json").send().json();
    private final JsonNode closed = closed(document.path("components"));
    private final Set<String> seen = new TreeSet<>();

    /// @param method as the document says it
    record Operation(String path, String method, JsonNode body) {
        String name() {
            return method.toUpperCase(Locale.ROOT) + " " + path;
        }

        /// Of any kind: of what is sent and what is answered.
        List<JsonNode> examples() {
            return Stream.concat(
                            body.path("requestBody").findValues("examples").stream(),
                            body.path("responses").findValues("examples").stream())
                    .flatMap(examples -> examples.findValues("value").stream())
                    .map(ApiDocument::parsed)
                    .toList();
        }
    }

    /// Without those that only tests have.
    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("paths").properties().forEach(path -> {
            if (!path.getKey().startsWith("/sample") && !path.getKey().startsWith("/guarded")) {
                path.getValue()
                        .properties()
                        .forEach(operation ->
                                operations.add(new Operation(path.getKey(), operation.getKey(), operation.getValue())));
            }
        });
        return operations;
    }

    Operation operation(String method, String template) {
        return operations().stream()
                .filter(o -> o.path().equals(template) && o.method().equalsIgnoreCase(method))
                .findFirst()
                .orElseThrow(() -> new AssertionError(method + " " + template + " is not described"));
    }

    /// Sends it and holds the answer to the document.
    Answer send(String method, String path, Call call) {
        Answer answer = call.send();
        check(method, path, answer);
        return answer;
    }

    /// Which operations were answered with which status.
    Set<String> seen() {
        return seen;
    }

    private void check(String method, String path, Answer answer) {
        Operation operation = find(method, path.replaceFirst("\\?.*", ""));
        String name = operation.name() + " " + answer.status();
        JsonNode described = operation.body().path("responses").path(Integer.toString(answer.status()));
        assertThat(described.isMissingNode())
                .as(name + " is not described: " + answer.text())
                .isFalse();
        JsonNode content = described.path("content");
        if (content.isEmpty()) {
            assertThat(answer.text()).as(name + " has no body").isEmpty();
        } else {
            String type = answer.header("Content-Type").replaceFirst(";.*", "");
            assertThat(content.has(type)).as(name + " as " + type).isTrue();
            if (type.equals(MEDIA_TYPE)) {
                assertThat(schema(content.path(type).path("schema")).validate(answer.json()))
                        .as(name + ": " + answer.text())
                        .isEmpty();
            }
        }
        described
                .path("headers")
                .fieldNames()
                .forEachRemaining(header -> assertThat(answer.header(header))
                        .as(name + ": " + header)
                        .isNotEmpty());
        seen.add(name);
    }

    /// What an example says must be what is described, too.
    void checkExamples(Operation operation) {
        Stream.concat(
                        Stream.of(operation.body().path("requestBody")),
                        Stream.of(operation.body().path("responses")).flatMap(all -> stream(all)))
                .map(part -> part.path("content").path(MEDIA_TYPE))
                .forEach(content -> content.path("examples")
                        .findValues("value")
                        .forEach(example -> assertThat(
                                        schema(content.path("schema")).validate(parsed(example)))
                                .as(operation.name() + ": " + example)
                                .isEmpty()));
    }

    private static Stream<JsonNode> stream(JsonNode node) {
        List<JsonNode> all = new ArrayList<>();
        node.forEach(all::add);
        return all.stream();
    }

    private JsonSchema schema(JsonNode of) {
        ObjectNode whole = JSON.createObjectNode();
        whole.put("$schema", SpecVersion.VersionFlag.V202012.getId());
        whole.set("components", closed);
        whole.putArray("allOf").add(of);
        return SCHEMAS.getSchema(
                whole,
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }

    private Operation find(String method, String path) {
        Optional<Operation> found = operations().stream()
                .filter(o -> o.method().equalsIgnoreCase(method))
                .filter(o -> Pattern.matches(o.path().replaceAll("\\{[^}]+}", "[^/]+"), path))
                .min(Comparator.comparingLong(
                        o -> o.path().chars().filter(c -> c == '{').count()));
        return found.orElseThrow(() -> new AssertionError(method + " " + path + " is not described"));
    }

    /// Objects that list their members have no others.
    private static JsonNode closed(JsonNode components) {
        JsonNode copy = components.deepCopy();
        close(copy);
        return copy;
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && object.path("type").toString().contains("object")) {
            object.put("unevaluatedProperties", false);
        }
        node.forEach(ApiDocument::close);
    }

    private static JsonNode parsed(JsonNode example) {
        try {
            return example.isTextual() ? JSON.readTree(example.asText()) : example;
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + example, e);
        }
    }
}
