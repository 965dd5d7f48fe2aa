package io.patchbay.tck;

import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Reply;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Authorization.OAuth2Client;
import io.patchbay.connector.description.Authorization.Rejected;
import io.patchbay.connector.description.Description;
import io.patchbay.tck.simulator.AuthorizationServer;
import io.patchbay.tck.simulator.Authorizing;
import io.patchbay.tck.simulator.OAuthHabits.Issued;
import io.patchbay.tck.simulator.Simulator;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A customer's consent in a test, used as the service uses it: the token goes with every call, and is
/// refreshed once where the vendor does not take it. The refresh itself goes past HTTP, so that it works
/// while the vendor's calls are made to fail.
final class TestGrant {
    /// Whose consent it is.
    static final String CUSTOMER = "anna";

    private final AuthorizationServer server;
    private final Rejected rejected;
    private final List<String> addresses;
    private final List<String> secrets;
    private Issued issued;

    private TestGrant(
            AuthorizationServer server, Rejected rejected, List<String> addresses, List<String> secrets, Issued first) {
        this.server = server;
        this.rejected = rejected;
        this.addresses = addresses;
        this.secrets = secrets;
        this.issued = first;
        keep(first);
    }

    /// @param secrets where the tokens are added: they must not come out either
    /// @return empty where no consent is needed
    static Optional<TestGrant> of(
            Description description, Simulator vendor, Map<String, ?> instance, List<String> secrets) {
        return switch (description.authorization()) {
            case Authorization.None() -> Optional.empty();
            case Authorization.Key _ -> Optional.empty();
            case Authorization.OAuth2Code code ->
                Optional.of(link(
                        vendor,
                        instance,
                        secrets,
                        code.client(),
                        code.scopes(),
                        code.rejected(),
                        addresses(description)));
            case Authorization.OAuth2Device device ->
                Optional.of(link(
                        vendor,
                        instance,
                        secrets,
                        device.client(),
                        device.scopes(),
                        device.rejected(),
                        addresses(description)));
        };
    }

    private static TestGrant link(
            Simulator vendor,
            Map<String, ?> instance,
            List<String> secrets,
            OAuth2Client client,
            List<String> scopes,
            Rejected rejected,
            List<String> addresses) {
        AuthorizationServer server = server(vendor);
        Issued first = server.link(CUSTOMER, String.valueOf(instance.get(client.id())), scopes);
        return new TestGrant(server, rejected, addresses, secrets, first);
    }

    static AuthorizationServer server(Simulator vendor) {
        if (vendor instanceof Authorizing authorizing) {
            return authorizing.authorizationServer();
        }
        throw new AssertionError("C19 the connector needs consent, so its simulator must be an Authorizing");
    }

    /// Where tokens are asked for, if the connector needs any.
    static Optional<String> tokenEndpoint(Description description) {
        return switch (description.authorization()) {
            case Authorization.None() -> Optional.empty();
            case Authorization.Key _ -> Optional.empty();
            case Authorization.OAuth2Code code -> Optional.of(path(code.token()));
            case Authorization.OAuth2Device device -> Optional.of(path(device.token()));
        };
    }

    /// The paths of everything that is the service's business.
    private static List<String> addresses(Description description) {
        List<String> declared = new ArrayList<>();
        switch (description.authorization()) {
            case Authorization.None() -> {}
            case Authorization.Key _ -> {}
            case Authorization.OAuth2Code code ->
                Stream.concat(Stream.of(code.authorize(), code.token()), code.revoke().stream())
                        .forEach(declared::add);
            case Authorization.OAuth2Device device ->
                Stream.concat(Stream.of(device.device(), device.token()), device.revoke().stream())
                        .forEach(declared::add);
        }
        return declared.stream().map(TestGrant::path).toList();
    }

    private static String path(String address) {
        return URI.create(address).getPath();
    }

    /// What the connector does that is not its business, if anything.
    Optional<String> mistake(Call call, URI uri) {
        if (call.headers().keySet().stream().anyMatch("Authorization"::equalsIgnoreCase)) {
            return Optional.of("the client sets an Authorization header of its own: " + call);
        }
        return addresses.contains(uri.getPath())
                ? Optional.of("the client does what the service does: " + call)
                : Optional.empty();
    }

    HttpRequest.Builder bear(HttpRequest.Builder request) {
        return request.setHeader("Authorization", "Bearer " + issued.access());
    }

    boolean rejected(Reply reply) {
        return rejected.statuses().contains(reply.status())
                && rejected.body().map(p -> p.matcher(reply.text()).find()).orElse(true);
    }

    void refresh() throws ConnectorException {
        issued = server.refresh(issued.refresh())
                .orElseThrow(() -> new ConnectorException(new Failure.Unauthorized("the customer must consent again")));
        keep(issued);
    }

    private void keep(Issued fresh) {
        secrets.add(fresh.access());
        secrets.add(fresh.refresh());
    }
}
