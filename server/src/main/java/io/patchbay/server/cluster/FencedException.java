package io.patchbay.server.cluster;

/// The slice has a new owner: nothing was written, and this node must let go of the slice's clients.
public final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public FencedException(Epoch epoch) {
        super("slice " + epoch.slice().number() + " is no longer owned at epoch " + epoch.number());
    }
}
