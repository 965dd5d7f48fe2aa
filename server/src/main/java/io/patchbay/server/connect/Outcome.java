package io.patchbay.server.connect;

import io.patchbay.server.link.Linked;

/// How the last attempt of a session ended.
enum Outcome {
    LINKED,
    DENIED,
    /// The vendor does not take the app's credentials.
    REFUSED,
    /// The vendor gave no answer.
    AWAY,
    FAILED,
    /// The customer stopped.
    CANCELED;

    static Outcome of(Linked.Result result) {
        return switch (result) {
            case LINKED -> LINKED;
            case DENIED -> DENIED;
            case REFUSED -> REFUSED;
            case AWAY -> AWAY;
            case FAILED -> FAILED;
        };
    }

    /// What the app is told.
    String word() {
        return switch (this) {
            case LINKED -> "linked";
            case DENIED -> "denied";
            case CANCELED -> "canceled";
            case REFUSED, AWAY, FAILED -> "failed";
        };
    }
}
