package io.patchbay.server.connect;

import io.patchbay.server.access.AppId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Links to the connect page that a developer makes by hand. Any thread may call; a call asks the database.
@Singleton
public final class ConnectLinks {
    private final ConnectSessions sessions;
    private final SessionCheck check;

    ConnectLinks(ConnectSessions sessions, SessionCheck check) {
        this.sessions = sessions;
        this.check = check;
    }

    /// @param url carries the secret: shown once, and written nowhere
    public record Link(String url, Instant expires) {
        @Override
        public String toString() {
            return "Link until " + expires;
        }
    }

    /// For one technology.
    ///
    /// @param subject   the end customer
    /// @param returnUrl where the customer goes in the end
    /// @param client    that is to be connected again; null for a new one
    /// @throws io.patchbay.server.web.ApiException 400 with every problem at `subject`, `connector_types`,
    ///     `return_url` or `client_id`; 404 without such a client, 409 if it needs nothing of its customer
    public Link open(AppId app, String subject, String type, String returnUrl, @Nullable String client) {
        return sessions.open(
                app, check.check(app, new SessionRoutes.NewSession(subject, List.of(type), returnUrl, client)));
    }
}
