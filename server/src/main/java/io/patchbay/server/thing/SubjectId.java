package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;

/// An end customer of an app.
///
/// @param name that the app gave them
public record SubjectId(AppId app, String name) {}
