package io.patchbay.server.vendor;

import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Reply;
import io.patchbay.connector.Secret;
import io.patchbay.connector.VendorHttp;
import io.patchbay.connector.description.Authorization;

/// Calls that carry an access token (RFC 6750). A token that the vendor rejects is renewed once, and the call tried
/// once more.
public final class BearerHttp implements VendorHttp {
    private final VendorHttp http;
    private final Bearer bearer;
    private final Authorization.Rejected rejected;

    /// @param rejected how the vendor says that it does not take a token
    public BearerHttp(VendorHttp http, Bearer bearer, Authorization.Rejected rejected) {
        this.http = http;
        this.bearer = bearer;
        this.rejected = rejected;
    }

    @Override
    public Reply send(Call call) throws ConnectorException, InterruptedException {
        Secret token = bearer.token();
        Reply reply = http.send(with(call, token));
        return rejects(reply) ? http.send(with(call, bearer.renewed(token))) : reply;
    }

    private boolean rejects(Reply reply) {
        return rejected.statuses().contains(reply.status())
                && rejected.body().map(p -> p.matcher(reply.text()).find()).orElse(true);
    }

    private static Call with(Call call, Secret token) {
        return call.header("Authorization", "Bearer " + token.reveal());
    }
}
