package io.patchbay.server.console;

import static io.patchbay.server.web.AssetFiles.HTMX;
import static io.patchbay.server.web.AssetFiles.PICTURE;
import static io.patchbay.server.web.AssetFiles.SCRIPT;
import static io.patchbay.server.web.AssetFiles.STYLE;

import io.patchbay.server.web.AssetFiles;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// Scripts, styles and pictures of the console's pages.
@Startup
@Singleton
final class Assets {
    private static final String OURS = "console/";
    private static final String CHARTS = "META-INF/resources/webjars/uplot/1.6.30/dist/";

    private final AssetFiles files = new AssetFiles();

    Assets() {
        add("branding.css", OURS, STYLE);
        add("branding.js", OURS, SCRIPT);
        add("console.css", OURS, STYLE);
        add("console.js", OURS, SCRIPT);
        add("clients.css", OURS, STYLE);
        add("instances.css", OURS, STYLE);
        add("instances.js", OURS, SCRIPT);
        add("api.css", OURS, STYLE);
        add("api.js", OURS, SCRIPT);
        add("health.css", OURS, STYLE);
        add("icon.svg", OURS, PICTURE);
        add("things.css", OURS, STYLE);
        add("things.js", OURS, SCRIPT);
        add("webhooks.css", OURS, STYLE);
        add("htmx.min.js", HTMX, SCRIPT);
        add("uPlot.iife.min.js", CHARTS, SCRIPT);
        add("uPlot.min.css", CHARTS, STYLE);
        add("chart.css", OURS, STYLE);
        add("chart.js", OURS, SCRIPT);
    }

    Response answer(String hash, String name, @Nullable String takes) {
        return files.answer(hash, name, takes);
    }

    /// Below `/console/assets/`.
    ///
    /// @throws IllegalArgumentException if there is none of this name
    String path(String name) {
        return files.path(name);
    }

    private void add(String name, String folder, String type) {
        files.add(name, folder, type);
    }
}
