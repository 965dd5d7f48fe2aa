package io.patchbay.server.webhook;

import io.patchbay.server.access.AppId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where an app wants to be told of what, and how far it has been told.
///
/// @param subject  whose changes; null for all
/// @param types    of events; empty for all
/// @param batch    how many events a request carries at most; 1 for one by one
/// @param position of the change log up to which all that matches was delivered
/// @param version  grows with every change that is not a delivery's
/// @param trouble  what is wrong with the message after the position
record Webhook(
        UUID id,
        AppId app,
        @Nullable String subject,
        Sealed sealed,
        List<String> types,
        int batch,
        boolean enabled,
        @Nullable String disabledReason,
        long position,
        long version,
        Trouble trouble,
        Instant created) {

    /// What is not to be read in the database.
    ///
    /// @param former      the secret before this one, if it signs still
    /// @param formerUntil how long
    record Sealed(
            byte[] url,
            byte[] secret,
            byte @Nullable [] former,
            @Nullable Instant formerUntil) {}

    /// @param failures in a row, 0 if there is no trouble
    record Trouble(
            int failures, @Nullable Instant since, @Nullable Instant nextAttempt) {
        static final Trouble NONE = new Trouble(0, null, null);
    }

    /// As it is stored after a delivery.
    Webhook at(long reached, Trouble now) {
        return new Webhook(
                id, app, subject, sealed, types, batch, enabled, disabledReason, reached, version, now, created);
    }

    boolean wants(String type) {
        return types.isEmpty() || types.contains(type);
    }

    boolean concerns(String whose) {
        return subject == null || subject.equals(whose);
    }

    static String urlContext(UUID id) {
        return "webhook-url:" + id;
    }

    static String secretContext(UUID id) {
        return "webhook-secret:" + id;
    }
}
