package io.patchbay.server.web;

/// A link in an answer.
///
/// @param href absolute
public record Href(String href) {}
