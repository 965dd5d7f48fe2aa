package io.patchbay.connector.description;

/// What all fields have.
///
/// @param key in the configuration's JSON
/// @param title for people: "AppKey"
/// @param help one sentence: where the value is found
/// @param required whether a configuration must have it
public record Label(String key, String title, String help, boolean required) {}
