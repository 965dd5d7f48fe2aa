package io.patchbay.server.web;

import jakarta.inject.Singleton;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Makes absolute links below the public address of this service.
@Singleton
public final class Links {
    private final String base;

    Links(@ConfigProperty(name = "patchbay.public-url") String publicUrl) {
        this.base = publicUrl.replaceAll("/+$", "");
    }

    /// @param path below `/api/v1`, starting with `/`, its variable parts already encoded
    public Href api(String path) {
        return new Href(base + "/api/v1" + path);
    }

    /// The path of the public address: empty, or `/x` where a proxy serves the service below it. For links of our own
    /// pages: behind a proxy only the browser knows by which name it has reached us.
    public String path() {
        return URI.create(base).getRawPath();
    }

    /// @param path below the service's root, starting with `/`
    public String root(String path) {
        return base + path;
    }
}
