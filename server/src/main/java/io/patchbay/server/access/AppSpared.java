package io.patchbay.server.access;

/// CDI event: the deletion that [AppDeleting] announced has failed; whatever was stopped goes on.
public record AppSpared(AppId app) {}
