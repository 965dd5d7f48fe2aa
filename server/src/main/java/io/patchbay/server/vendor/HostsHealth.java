package io.patchbay.server.vendor;

import java.util.List;

/// How the hosts fare that were called within the last hour.
///
/// @param own        those at which technologies have their service, for everybody
/// @param others     how many besides: customers and developers named them, so their names are nobody else's
/// @param othersDown how many of those are down now, or just came back
public record HostsHealth(List<OfTechnology> own, int others, int othersDown) {
    /// @param typeId a technology that lives there
    /// @param host   as people know it: without the port that its scheme implies
    public record OfTechnology(String typeId, String host, Condition condition) {}

    public enum Condition {
        UP,
        /// As the calls of many have shown; one call now and then tries it.
        DOWN,
        /// It answers again, and its callers come back one after another.
        RETURNING;

        static Condition of(Circuit.State state) {
            return switch (state) {
                case CLOSED -> UP;
                case OPEN -> DOWN;
                case RECOVERING -> RETURNING;
            };
        }
    }
}
