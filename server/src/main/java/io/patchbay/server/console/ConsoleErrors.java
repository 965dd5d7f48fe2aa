package io.patchbay.server.console;

import io.patchbay.server.web.ErrorBody;
import io.patchbay.server.web.ErrorPage;
import io.patchbay.server.web.Links;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;

/// Says errors of the console as a page.
@Singleton
final class ConsoleErrors implements ErrorPage {
    private final String root;
    private final Assets assets;

    ConsoleErrors(Links links, Assets assets) {
        this.root = links.path() + "/console";
        this.assets = assets;
    }

    @CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ErrorPageText(String root, String css, String icon, String title, ErrorBody error)
            implements TemplateInstance {}

    @Override
    public boolean takes(String path) {
        return path.equals("/console") || path.startsWith("/console/");
    }

    @Override
    public String html(ErrorBody error) {
        return new ErrorPageText(root, asset("console.css"), asset("icon.svg"), title(error.status()), error).render();
    }

    private String asset(String name) {
        return root + "/assets/" + assets.path(name);
    }

    private static String title(int status) {
        return switch (status) {
            case 403 -> "That was not allowed";
            case 404 -> "Not found";
            case 429 -> "Too fast";
            case 503 -> "Just a moment";
            default -> status < 500 ? "That did not work" : "Something went wrong";
        };
    }
}
