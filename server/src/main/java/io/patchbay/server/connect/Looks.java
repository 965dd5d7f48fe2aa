package io.patchbay.server.connect;

import io.patchbay.server.access.AppId;
import io.patchbay.server.access.Branding;
import io.patchbay.server.access.Brandings;
import io.patchbay.server.web.Links;
import jakarta.inject.Singleton;

/// Finds how an app's pages look.
@Singleton
final class Looks {
    private final Brandings brandings;
    private final Assets assets;
    private final String root;

    Looks(Brandings brandings, Assets assets, Links links) {
        this.brandings = brandings;
        this.assets = assets;
        this.root = links.path() + "/connect";
    }

    Look of(AppId app) {
        return brandings.ifAny(app).map(this::branded).orElseGet(() -> plain("the app"));
    }

    /// Where nobody knows of which app a page is.
    Look plain() {
        return plain("Patchbay");
    }

    /// The path of a session's pages.
    String path(String secret) {
        return root + "/" + secret;
    }

    private Look branded(Branding branding) {
        String ours = root + "/assets/looks/";
        return new Look(
                branding.name(),
                root,
                branding.color()
                        .map(BrandSheet::of)
                        .map(sheet -> ours + sheet.file())
                        .orElse(""),
                branding.logo().map(hash -> ours + branding.app() + "/" + hash).orElse(""),
                this::asset);
    }

    private Look plain(String name) {
        return new Look(name, root, "", "", this::asset);
    }

    private String asset(String name) {
        return root + "/assets/" + assets.path(name);
    }
}
