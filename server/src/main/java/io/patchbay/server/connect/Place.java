package io.patchbay.server.connect;

/// A town that somebody has searched.
///
/// @param name its own
/// @param where it lies, in words that tell it from others of the name; may be empty
/// @param latitude decimal degrees, as they are written into the form
/// @param longitude as the latitude
record Place(String name, String where, String latitude, String longitude) {
    /// In one line.
    String words() {
        return where.isEmpty() ? name : name + ", " + where;
    }
}
