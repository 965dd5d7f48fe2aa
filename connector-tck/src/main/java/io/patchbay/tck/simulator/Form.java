package io.patchbay.tck.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// The fields of a form; what is missing reads as an empty text.
record Form(Map<String, List<String>> fields) {

    String get(String name) {
        return fields.getOrDefault(name, List.of("")).getFirst();
    }

    static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split(" +"));
    }
}
