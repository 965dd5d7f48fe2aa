package io.patchbay.server.link;

import io.patchbay.connector.Client;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.Connector;
import io.patchbay.connector.InstanceContext;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Description;
import java.util.List;
import java.util.Optional;

/// A technology that customers consent to in their browser.
public final class CodeConnector implements Connector {
    public static final String TYPE = "test-code";

    @Override
    public Description description() {
        return Consenting.description(
                9001,
                TYPE,
                LinkVendor.CODE,
                new Authorization.OAuth2Code(
                        "/oauth2/authorize",
                        "/oauth2/token",
                        Optional.of("/oauth2/revoke"),
                        List.of("read", "write"),
                        true,
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
