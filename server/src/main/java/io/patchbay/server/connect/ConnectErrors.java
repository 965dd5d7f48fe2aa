package io.patchbay.server.connect;

import io.patchbay.server.web.ErrorBody;
import io.patchbay.server.web.ErrorPage;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;

/// Says errors to a customer: what to do next, and not what was wrong.
@Singleton
final class ConnectErrors implements ErrorPage {
    private final Looks looks;

    ConnectErrors(Looks looks) {
        this.looks = looks;
    }

    @CheckedTemplate(basePath = "connect", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ErrorPageText(Look look, String title, String text, String requestId) implements TemplateInstance {}

    @Override
    public boolean takes(String path) {
        return path.equals("/connect") || path.startsWith("/connect/");
    }

    @Override
    public String html(ErrorBody error) {
        return new ErrorPageText(looks.plain(), title(error.status()), text(error.status()), error.requestId())
                .render();
    }

    private static String title(int status) {
        return switch (status) {
            case 404 -> "This page does not exist";
            case 429, 503 -> "Just a moment";
            default -> status < 500 ? "That did not work" : "Something went wrong here";
        };
    }

    private static String text(int status) {
        return switch (status) {
            case 404 -> "Please go back to the app you came from and start again there.";
            case 429, 503 -> "There is a lot going on just now. Please load this page again in a few seconds.";
            default ->
                status < 500
                        ? "Please go back one page, load it again and repeat what you did."
                        : "It was not your fault. Please load this page again; if that does not help, tell the app you came"
                                + " from.";
        };
    }
}
