package io.patchbay.server.action;

/// How far a request has come. Only PENDING changes.
enum Status {
    PENDING,
    COMPLETED,
    FAILED,
    CANCELED
}
