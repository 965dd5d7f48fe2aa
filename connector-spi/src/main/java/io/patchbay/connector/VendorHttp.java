package io.patchbay.connector;

/// Calls to the vendor. The service adds credentials, keeps the declared limits, times out after 20 s without
/// an answer, follows no redirect to another host, and reads at most 4 MiB.
public interface VendorHttp {

    /// Sends one call and returns whatever status the vendor answers. Blocks; waits for its turn within the
    /// limits. A bearer token is added where the description declares OAuth 2; a 401 to it is answered with one
    /// refresh and one more try.
    ///
    /// @throws ConnectorException `Unavailable` if no complete answer came (refused, cut, slow, too long)
    Reply send(Call call) throws ConnectorException, InterruptedException;
}
