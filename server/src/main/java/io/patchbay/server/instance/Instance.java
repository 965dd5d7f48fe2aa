package io.patchbay.server.instance;

import io.patchbay.connector.description.Config;
import io.patchbay.server.access.AppId;
import java.util.List;
import java.util.Optional;

/// The developer's configuration of a technology.
///
/// @param configuration accepted by the connector's form
/// @param alternate     a second one with other credentials, while these are changed at the vendor
public record Instance(InstanceId id, AppId app, String typeId, Config configuration, Optional<Config> alternate) {

    /// Configurations whose credentials may work, the first one first.
    public List<Config> credentials() {
        return alternate.map(a -> List.of(configuration, a)).orElse(List.of(configuration));
    }
}
