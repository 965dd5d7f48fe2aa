package io.patchbay.tck.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Rewrites the leaves (numbers, texts, flags, nulls) of a JSON text and keeps its shape. Knows just enough of
/// RFC 8259 to walk over an answer that is known to be good; a text that is not JSON comes back as it is.
public final class JsonText {

    /// One leaf.
    ///
    /// @param index counted from 0 through the whole text
    /// @param raw as it stands in the text: texts with their quotes
    /// @param member whether it is a member of an object, so that it can be left out
    public record Leaf(int index, String raw, boolean member) {
        public boolean text() {
            return raw.startsWith("\"");
        }
    }

    private final String json;
    private final Function<Leaf, Optional<String>> rewrite;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int count;

    private JsonText(String json, Function<Leaf, Optional<String>> rewrite) {
        this.json = json;
        this.rewrite = rewrite;
    }

    /// Rewrites each leaf; an empty answer leaves a member out (an element of an array stays).
    public static String rewrite(String json, Function<Leaf, Optional<String>> rewrite) {
        String text = json.strip();
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return json;
        }
        JsonText walk = new JsonText(text, rewrite);
        walk.value(false);
        return walk.out.toString();
    }

    public static List<Leaf> leaves(String json) {
        List<Leaf> leaves = new ArrayList<>();
        rewrite(json, leaf -> {
            leaves.add(leaf);
            return Optional.of(leaf.raw());
        });
        return leaves;
    }

    /// Without one leaf.
    public static String without(String json, int index) {
        return rewrite(json, leaf -> leaf.index() == index ? Optional.empty() : Optional.of(leaf.raw()));
    }

    /// With another raw text for one leaf.
    public static String with(String json, int index, String raw) {
        return rewrite(json, leaf -> Optional.of(leaf.index() == index ? raw : leaf.raw()));
    }

    static String withoutLeaves(String json) {
        return rewrite(json, leaf -> Optional.empty());
    }

    static String withWrongTypes(String json) {
        return rewrite(json, leaf -> Optional.of("{}"));
    }

    /// Walks over one value; false if it was left out.
    private boolean value(boolean member) {
        space();
        switch (json.charAt(at)) {
            case '{' -> group('}', true);
            case '[' -> group(']', false);
            default -> {
                Leaf leaf = new Leaf(count++, token(), member);
                Optional<String> kept = rewrite.apply(leaf);
                out.append(kept.orElse(leaf.raw()));
                return kept.isPresent() || !member;
            }
        }
        return true;
    }

    private void group(char end, boolean object) {
        out.append(json.charAt(at++));
        boolean first = true;
        for (space(); json.charAt(at) != end; space()) {
            int start = out.length();
            if (!first) {
                out.append(',');
            }
            if (object) {
                out.append(token());
                space();
                at++;
                out.append(':');
            }
            if (value(object)) {
                first = false;
            } else {
                out.setLength(start);
            }
            space();
            if (json.charAt(at) == ',') {
                at++;
            }
        }
        out.append(end);
        at++;
    }

    private String token() {
        int start = at;
        if (json.charAt(at) == '"') {
            for (at++; json.charAt(at) != '"'; at++) {
                if (json.charAt(at) == '\\') {
                    at++;
                }
            }
            at++;
        } else {
            while (at < json.length() && ",]} \t\r\n".indexOf(json.charAt(at)) < 0) {
                at++;
            }
        }
        return json.substring(start, at);
    }

    private void space() {
        while (Character.isWhitespace(json.charAt(at))) {
            at++;
        }
    }
}
