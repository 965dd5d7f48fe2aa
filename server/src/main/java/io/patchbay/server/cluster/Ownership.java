package io.patchbay.server.cluster;

import java.util.List;
import java.util.Optional;

/// Which slices this node owns.
public interface Ownership {
    /// Takes what this node is to own; called once at the start. A single node takes all.
    List<Epoch> take();

    /// The current epoch of a slice this node owns.
    Optional<Epoch> epoch(Slice slice);
}
