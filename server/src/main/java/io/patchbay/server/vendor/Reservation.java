package io.patchbay.server.vendor;

import java.util.Arrays;
import java.util.List;

/// The places of one round on its way through the budgets, from the narrowest to the widest: it waits in line at one
/// budget at a time, so that a long line at one does not block another for everybody. Not thread-safe; [Budgets] guards
/// it.
final class Reservation {
    private final long[] times;
    private int passed;

    Reservation(int places, long from) {
        times = new long[places];
        Arrays.fill(times, from);
    }

    /// Books in further budgets until one has a line.
    ///
    /// @param near a time that is waited for rather than coming again
    void advance(List<Lane> lanes, long now, long near) {
        while (passed < lanes.size() && times[0] <= near) {
            Lane lane = lanes.get(passed);
            for (int i = 0; i < times.length; i++) {
                times[i] = lane.earliest(Math.max(now, times[i]));
                lane.book(times[i]);
            }
            passed++;
        }
    }

    long from() {
        return times[0];
    }

    long to() {
        return times[times.length - 1];
    }

    List<Long> places() {
        return Arrays.stream(times).boxed().toList();
    }
}
