package io.patchbay.server.access;

import java.time.Instant;

/// A registered app. Its id is its OAuth client id too.
///
/// @param retentionDays for how many days its changes are kept and shown
public record App(AppId id, String name, Instant created, int retentionDays) {}
