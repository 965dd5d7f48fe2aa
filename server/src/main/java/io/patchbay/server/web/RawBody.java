package io.patchbay.server.web;

import java.io.IOException;
import java.io.InputStream;

/// The body of a request, which is 1 MiB at most, whatever it announces.
public final class RawBody {
    private RawBody() {}

    /// @throws ApiException 413 if it is larger
    public static byte[] of(InputStream stream) {
        byte[] body;
        try {
            body = stream.readNBytes(Doorstep.MOST + 1);
        } catch (IOException e) {
            // the caller has gone, so nobody reads this
            throw ApiException.badRequest("The body ended too early.");
        }
        if (body.length > Doorstep.MOST) {
            throw ApiException.tooLarge();
        }
        return body;
    }
}
