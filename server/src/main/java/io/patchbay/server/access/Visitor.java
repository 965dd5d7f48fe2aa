package io.patchbay.server.access;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The developer whose browser makes the current request. Request scoped; nobody until [Sessions#recognize].
@RequestScoped
public class Visitor {
    private @Nullable Session session;

    /// Nobody yet.
    Visitor() {}

    /// @param token the session's own, never shown
    /// @param csrf what a form must bring along
    record Session(UUID account, String email, String token, String csrf) {}

    void recognized(Session as) {
        session = as;
    }

    Optional<Session> session() {
        return Optional.ofNullable(session);
    }

    public boolean known() {
        return session != null;
    }

    /// @throws IllegalStateException if nobody is signed in
    public UUID account() {
        return present().account();
    }

    /// @throws IllegalStateException if nobody is signed in
    public String email() {
        return present().email();
    }

    /// What each form and each request of a script brings along, so that no other site can make one.
    ///
    /// @throws IllegalStateException if nobody is signed in
    public String csrf() {
        return present().csrf();
    }

    private Session present() {
        Session known = session;
        if (known == null) {
            throw new IllegalStateException("nobody is signed in");
        }
        return known;
    }
}
