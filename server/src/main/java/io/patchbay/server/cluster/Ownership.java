package io.patchbay.server.cluster;

import java.util.List;
import java.util.Optional;

/// Which slices this node owns. Any thread may call.
public interface Ownership {
    /// Takes what this node is to own; called once at the start. A single node takes all.
    List<Epoch> take();

    /// The current epoch of a slice this node owns.
    Optional<Epoch> epoch(Slice slice);

    /// Looks whether this node still owns what it took: a node that was frozen, or cut off, may find that it does not,
    /// and must let go of those slices' clients. Looks at most five seconds back, and may block.
    ///
    /// @return the slices it has lost since the last look
    List<Slice> lost();
}
