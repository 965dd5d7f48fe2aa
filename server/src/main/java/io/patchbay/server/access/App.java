package io.patchbay.server.access;

import java.time.Instant;

/// A registered app. Its id is its OAuth client id too.
record App(AppId id, String name, Instant created) {}
