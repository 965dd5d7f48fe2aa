package io.patchbay.connector;

import java.util.List;
import java.util.Map;

/// A call for many keys at once; see [ClientContext#together]. Equal for all clients that share: it uses
/// nothing of one client.
public interface Batch<T> {
    /// How many keys one call may carry; at least 1.
    int most();

    /// Calls the vendor once.
    ///
    /// @param http of the client whose poll is due
    /// @param keys 1 to `most()`, each once
    /// @return a part for each key
    Map<String, T> fetch(VendorHttp http, List<String> keys) throws ConnectorException, InterruptedException;
}
