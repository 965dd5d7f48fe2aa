package io.patchbay.server.cluster;

import java.util.UUID;

/// The unit of ownership, order and recovery: clients whose ids hash alike.
///
/// @param number 0 to 255
public record Slice(int number) {
    public static final int COUNT = 256;

    public Slice {
        if (number < 0 || number >= COUNT) {
            throw new IllegalArgumentException("slice " + number);
        }
    }

    /// The slice of a client. Never changes: it is stored beside the client.
    public static Slice of(UUID client) {
        return new Slice(Math.floorMod(client.hashCode(), COUNT));
    }
}
