package io.patchbay.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.stream.StreamSupport;

/// What the service said.
///
/// @param location where a redirect leads, or what was made; empty if there is none
record Answer(int status, String text, String location) {
    private static final JsonMapper JSON = new JsonMapper();

    JsonNode json() {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + this, e);
        }
    }

    /// A member of the JSON; empty if there is none.
    String member(String name) {
        return json().path(name).asText();
    }

    /// The last parts of a list of links.
    List<String> ids() {
        return StreamSupport.stream(json().spliterator(), false)
                .map(link -> link.path("href").asText().replaceFirst(".*/", ""))
                .toList();
    }

    Answer expect(int expected) {
        if (status != expected) {
            throw new AssertionError("expected " + expected + ", was " + this);
        }
        return this;
    }

    @Override
    public String toString() {
        return status + " " + text;
    }
}
