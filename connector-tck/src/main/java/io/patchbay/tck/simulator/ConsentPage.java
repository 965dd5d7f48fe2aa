package io.patchbay.tck.simulator;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The page on which a person agrees.
final class ConsentPage {
    private ConsentPage() {}

    /// @param action where its form goes, with the same parameters and `decision=allow` or `decision=deny`
    /// @param hidden parameters that the form sends along
    static Response of(String action, Map<String, List<String>> hidden, String app, String wants) {
        String fields = hidden.entrySet().stream()
                .filter(e -> !e.getKey().equals("user"))
                .map(e -> "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                        .formatted(escaped(e.getKey()), escaped(e.getValue().getFirst())))
                .collect(Collectors.joining("\n"));
        return Response.of(
                200, "text/html; charset=utf-8", """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Simulated vendor: consent</title></head>
                <body style="font-family:sans-serif;max-width:30em;margin:4em auto">
                <h1>Simulated vendor</h1>
                <p>The app <b>%s</b> asks for: %s.</p>
                <form method="get" action="%s">
                %s
                <p><label>Log in as <input name="user" value="anna" required></label></p>
                <button name="decision" value="allow">Allow</button>
                <button name="decision" value="deny">Refuse</button>
                </form></body></html>
                """.formatted(escaped(app), escaped(wants), escaped(action), fields));
    }

    static Response done(String words) {
        return Response.of(200, "text/html; charset=utf-8", """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Simulated vendor</title></head>
                <body style="font-family:sans-serif;max-width:30em;margin:4em auto"><p>%s</p></body></html>
                """.formatted(escaped(words)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
