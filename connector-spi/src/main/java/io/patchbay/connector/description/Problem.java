package io.patchbay.connector.description;

/// Something wrong with one field of a configuration.
///
/// @param field its key, or an empty string if the whole is meant
/// @param message what is wrong and what to change, as the rest of a sentence: "is missing"; never with a
///     secret's text
public record Problem(String field, String message) {
    @Override
    public String toString() {
        return field.isEmpty() ? message : field + " " + message;
    }
}
