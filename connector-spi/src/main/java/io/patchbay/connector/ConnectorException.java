package io.patchbay.connector;

/// Something went wrong at the vendor. The failure says who must act next; the message is its cause in words.
public final class ConnectorException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    public ConnectorException(Failure failure) {
        super(failure.cause());
        this.failure = failure;
    }

    public ConnectorException(Failure failure, Throwable reason) {
        super(failure.cause(), reason);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
