package io.patchbay.server.connect;

import static io.patchbay.server.web.AssetFiles.HTMX;
import static io.patchbay.server.web.AssetFiles.PICTURE;
import static io.patchbay.server.web.AssetFiles.SCRIPT;
import static io.patchbay.server.web.AssetFiles.STYLE;

import io.patchbay.server.web.AssetFiles;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// Scripts, styles and pictures of the connect pages; what all our pages look like is the console's.
@Startup
@Singleton
final class Assets {
    private static final String OURS = "connect/";
    private static final String SHARED = "console/";

    private final AssetFiles files = new AssetFiles();

    Assets() {
        files.add("console.css", SHARED, STYLE);
        files.add("icon.svg", SHARED, PICTURE);
        files.add("connect.css", OURS, STYLE);
        files.add("outcome.js", OURS, SCRIPT);
        files.add("places.js", OURS, SCRIPT);
        files.add("htmx.min.js", HTMX, SCRIPT);
    }

    Response answer(String hash, String name, @Nullable String takes) {
        return files.answer(hash, name, takes);
    }

    /// Below `/connect/assets/`.
    ///
    /// @throws IllegalArgumentException if there is none of this name
    String path(String name) {
        return files.path(name);
    }
}
