package io.patchbay.server.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.server.web.Heard;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Stream;

/// What the answers of an app's callback mean (platform-api.md, "Actions").
@Singleton
final class Answers {
    private final ObjectMapper json;

    Answers(ObjectMapper json) {
        this.json = json;
    }

    sealed interface Meaning {
        record Final(Outcome outcome) implements Meaning {}

        record TryAgain(String why) implements Meaning {}
    }

    Meaning meaning(Heard heard) {
        return switch (heard) {
            case Heard.Nothing(String why) -> new Meaning.TryAgain(why);
            case Heard.Forbidden(String why) -> failed("was not called: " + why + ". Register another URL");
            case Heard.Answer answer -> meaning(answer.status(), answer.text());
        };
    }

    private Meaning meaning(int status, String body) {
        return switch (status) {
            case 204 -> new Meaning.Final(new Outcome.Completed());
            case 202 -> working(body);
            case 400 -> failed("found the parameters bad (400)" + said(body));
            case 403 -> failed("did not allow it (403)" + said(body));
            case 408, 429 -> new Meaning.TryAgain("it answered " + status);
            default -> other(status);
        };
    }

    private static Meaning other(int status) {
        if (status >= 500) {
            return new Meaning.TryAgain("it answered " + status);
        }
        return status >= 300 && status < 400
                ? failed("answered " + status + ": redirects are not followed. Register the URL that it leads to")
                : failed("answered " + status + ", which says nothing of the action: 204, 202, 400 and 403 do");
    }

    private Meaning working(String body) {
        Optional<JsonNode> answer = object(body);
        String status = answer.map(node -> node.path("status").asText()).orElse("");
        return switch (status) {
            case "FAILED" -> failed("says that it failed" + said(body));
            case "COMPLETED" -> new Meaning.Final(new Outcome.Completed());
            default -> new Meaning.Final(new Outcome.Working());
        };
    }

    private static Meaning failed(String predicate) {
        return new Meaning.Final(new Outcome.Failed("The app's callback " + predicate + "."));
    }

    /// Its reason, if it gives one in JSON; another Patchbay gives it as `description`.
    private String said(String body) {
        return object(body).stream()
                .flatMap(node -> Stream.of(node.path("description"), node.path("error")))
                .filter(JsonNode::isTextual)
                .map(reason -> reason.asText().strip().replaceFirst("\\.$", ""))
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .map(reason -> ": " + reason)
                .orElse("");
    }

    private Optional<JsonNode> object(String body) {
        try {
            return Optional.ofNullable(json.readTree(body)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
