package io.patchbay.server.webhook;

/// What one request carries.
///
/// @param id    the same whenever it is sent again, so that receivers can drop what they have
/// @param body  JSON
/// @param first position of its first event; `last` of its last; 0 if it is about no change
/// @param events how many
record Message(String id, String body, long first, long last, int events) {
    boolean covers(long position) {
        return first <= position && position <= last;
    }
}
