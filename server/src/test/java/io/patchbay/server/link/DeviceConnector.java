package io.patchbay.server.link;

import io.patchbay.connector.Client;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.Connector;
import io.patchbay.connector.InstanceContext;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Description;
import java.util.List;
import java.util.Optional;

/// A technology that customers consent to by confirming a code.
public final class DeviceConnector implements Connector {
    static final String TYPE = "test-device";

    @Override
    public Description description() {
        return Consenting.description(
                9002,
                TYPE,
                LinkVendor.DEVICE,
                new Authorization.OAuth2Device(
                        "/oauth2/device",
                        "/oauth2/token",
                        Optional.of("/oauth2/revoke"),
                        List.of("read"),
                        Consenting.OAUTH_CLIENT,
                        Authorization.Rejected.byStatus401()));
    }

    @Override
    public void check(InstanceContext context) {}

    @Override
    public Client open(ClientContext context) {
        return Consenting.client(context);
    }
}
