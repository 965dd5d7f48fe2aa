package io.patchbay.server.run;

import io.patchbay.server.client.ClientId;
import io.patchbay.server.client.Status;
import io.patchbay.server.cluster.Slice;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The clients of this node, slice by slice. Thread-safe.
final class Roster {
    private final SliceClients[] slices;
    private final EngineMeters meters;

    Roster(Timetable timetable, EngineMeters meters) {
        this.slices = IntStream.range(0, Slice.COUNT)
                .mapToObj(number -> new SliceClients(timetable.of(new Slice(number))))
                .toArray(SliceClients[]::new);
        this.meters = meters;
    }

    @Nullable
    Runner find(ClientId id) {
        return slice(id).runners().get(id);
    }

    /// The client; one that is not there yet is added.
    ///
    /// @return null if its slice is another node's
    @Nullable
    Runner of(ClientId id, Status status) {
        SliceClients slice = slice(id);
        if (slice.isLost()) {
            return null;
        }
        Runner runner = slice.runners().computeIfAbsent(id, _ -> {
            meters.added(status);
            return new Runner(id, status, slice.queue());
        });
        if (slice.isLost()) {
            // it was let go of at the same moment
            runner.drop();
            forget(runner);
            return null;
        }
        return runner;
    }

    void forget(Runner runner) {
        if (slice(runner.id()).runners().remove(runner.id(), runner)) {
            meters.removed(runner.fare().status());
        }
    }

    /// Another node calls the clients of a slice now.
    ///
    /// @return how many there were
    int letGo(Slice lost) {
        SliceClients slice = slices[lost.number()];
        slice.lose();
        int count = 0;
        for (Runner runner : slice.runners().values()) {
            runner.drop();
            forget(runner);
            count++;
        }
        return count;
    }

    boolean isOwner() {
        for (SliceClients slice : slices) {
            if (!slice.isLost()) {
                return true;
            }
        }
        return false;
    }

    void forEach(Consumer<Runner> action) {
        for (SliceClients slice : slices) {
            slice.runners().values().forEach(action);
        }
    }

    void clear() {
        for (SliceClients slice : slices) {
            slice.runners().clear();
        }
    }

    private SliceClients slice(ClientId id) {
        return slices[Slice.of(id.value()).number()];
    }
}
