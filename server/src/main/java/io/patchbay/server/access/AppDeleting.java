package io.patchbay.server.access;

/// CDI event: an app is about to be deleted with all that is its own. Fired synchronously on the request's thread,
/// before the transaction: whoever runs something for the app stops it before returning. An observer that throws
/// keeps the app.
public record AppDeleting(AppId app) {}
