package io.patchbay.server.vendor;

import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Secret;

/// Where a call to a vendor gets its access token. One per client; any thread may call.
public interface Bearer {

    /// A token that is still good for a while; refreshed before, if need be. Blocks then.
    ///
    /// @throws ConnectorException `Unauthorized` if the customer must consent again, else as the token endpoint
    ///     failed
    Secret token() throws ConnectorException, InterruptedException;

    /// Another token than the one that the vendor has just rejected.
    Secret renewed(Secret rejected) throws ConnectorException, InterruptedException;
}
