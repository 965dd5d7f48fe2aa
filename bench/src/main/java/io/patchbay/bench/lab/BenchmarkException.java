package io.patchbay.bench.lab;

/// A benchmark cannot be trusted or cannot go on; the message says why.
public final class BenchmarkException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BenchmarkException(String message) {
        super(message);
    }

    public BenchmarkException(String message, Throwable cause) {
        super(message, cause);
    }
}
