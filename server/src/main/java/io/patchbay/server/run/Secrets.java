package io.patchbay.server.run;

import io.patchbay.connector.description.Config;
import io.patchbay.connector.description.Description;
import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;

/// Takes the secrets of a client's configurations out of texts that a connector made: C12 forbids them there, but an
/// exception of a library may carry them.
record Secrets(List<String> texts) {
    static final Secrets NONE = new Secrets(List.of());

    private static final String HIDDEN = "•••";

    static Secrets of(Description description, Config instance, Config client) {
        return new Secrets(
                Stream.concat(secrets(description.instance(), instance), secrets(description.client(), client))
                        .toList());
    }

    private static Stream<String> secrets(Form form, Config config) {
        return form.fields().stream()
                .filter(field -> field instanceof Field.Secret && config.has(field.key()))
                .map(field -> config.secret(field.key()).reveal())
                .filter(text -> !text.isBlank());
    }

    String hide(String text) {
        String hidden = text;
        for (String secret : texts) {
            hidden = hidden.replace(secret, HIDDEN);
        }
        return hidden;
    }

    Standing hide(Standing standing) {
        return new Standing(standing.status(), standing.who(), standing.cause().map(this::hide));
    }

    Outcome.Crashed crashed(Throwable problem) {
        StringWriter trace = new StringWriter();
        problem.printStackTrace(new PrintWriter(trace));
        return new Outcome.Crashed(problem.getClass().getSimpleName(), hide(trace.toString()));
    }
}
