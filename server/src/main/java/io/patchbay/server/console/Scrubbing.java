package io.patchbay.server.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes what may be secret out of what is handed out.
final class Scrubbing {
    private static final String MASK = "***";
    private static final Pattern URL = Pattern.compile(
            "([a-zA-Z][a-zA-Z0-9+.-]*://)([^\\s\"'/?#]*@)?([^\\s\"'<>?#]*)(\\?[^\\s\"'<>#]*)?(#[^\\s\"'<>]*)?");

    private Scrubbing() {}

    /// Changes each text of a document in place.
    static JsonNode texts(JsonNode document, UnaryOperator<String> change) {
        switch (document) {
            case ObjectNode object ->
                List.copyOf(object.properties())
                        .forEach(member -> object.set(member.getKey(), texts(member.getValue(), change)));
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, texts(array.get(i), change));
                }
            }
            case TextNode text -> {
                return TextNode.valueOf(change.apply(text.textValue()));
            }
            default -> {}
        }
        return document;
    }

    /// URLs keep scheme, host and path; what may carry a credential goes: user information, query and fragment.
    static String urls(String text) {
        return URL.matcher(text)
                .replaceAll(url -> Matcher.quoteReplacement(url.group(1)
                        + (url.group(2) == null ? "" : MASK + "@")
                        + url.group(3)
                        + (url.group(4) == null ? "" : "?" + MASK)
                        + (url.group(5) == null ? "" : "#" + MASK)));
    }
}
