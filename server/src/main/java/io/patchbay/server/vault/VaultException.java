package io.patchbay.server.vault;

/// A sealed value cannot be opened; the message says why and what to do, and holds nothing of the value.
public final class VaultException extends RuntimeException {
    private static final long serialVersionUID = 1;

    VaultException(String message, Throwable reason) {
        super(message, reason);
    }
}
