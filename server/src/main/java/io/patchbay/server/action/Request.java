package io.patchbay.server.action;

import io.patchbay.server.access.AppId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A request of an action, as it is stored.
///
/// @param client     the connector client that made the thing; empty if the app made it
/// @param parameters as they go over the wire
/// @param error      why it FAILED
/// @param ended      when it was PENDING no more
record Request(
        UUID id,
        AppId app,
        String subject,
        UUID thing,
        String component,
        String action,
        Optional<UUID> client,
        Map<String, String> parameters,
        Status status,
        @Nullable String error,
        Instant created,
        Instant deadline,
        @Nullable Instant ended) {
    static final String OVERDUE =
            "There was no outcome by the deadline; whether the action was carried out is not known.";

    Request {
        parameters = Map.copyOf(parameters);
    }

    /// What it is now: one that is overdue has failed, even if nobody has written that down yet.
    Request at(Instant now) {
        return status == Status.PENDING && !now.isBefore(deadline) ? with(Status.FAILED, OVERDUE, deadline) : this;
    }

    /// As it was when it had just been made: what the first answer says of it.
    Request asMade() {
        return created.equals(ended) ? this : with(Status.PENDING, null, null);
    }

    private Request with(Status status, @Nullable String error, @Nullable Instant ended) {
        return new Request(
                id,
                app,
                subject,
                thing,
                component,
                action,
                client,
                parameters,
                status,
                error,
                created,
                deadline,
                ended);
    }
}
