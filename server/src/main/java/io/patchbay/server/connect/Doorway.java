package io.patchbay.server.connect;

import io.patchbay.server.web.PagePolicy;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Puts the connect pages below the strict policy of pages. They may be reached by the window that opened them: an app
/// may show them in a pop-up, and be told how it ended.
@Singleton
final class Doorway {
    private static final PagePolicy POLICY = new PagePolicy("/connect", false);

    void register(@Observes Router router) {
        POLICY.register(router);
    }
}
