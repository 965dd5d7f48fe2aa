package io.patchbay.server.vendor;

import java.io.IOException;

/// The vendor's answer is longer than the service reads.
final class TooLongException extends IOException {
    private static final long serialVersionUID = 1;
}
