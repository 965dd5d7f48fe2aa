package io.patchbay.thing;

/// A fact about a thing that hardly ever changes: a firmware version, a place's name.
public record Attribute(String name, String value) {}
