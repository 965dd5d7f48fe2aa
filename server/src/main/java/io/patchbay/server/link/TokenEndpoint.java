package io.patchbay.server.link;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Reply;
import io.patchbay.connector.VendorHttp;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Config;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.instance.Instance;
import io.patchbay.server.vendor.Vendors;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Asks vendors' token endpoints, with the instance's second credentials where the first are refused: so a
/// client secret can be changed at the vendor without a gap.
@Singleton
final class TokenEndpoint {
    private final Vendors vendors;
    private final ObjectMapper json;
    private final InstantSource clock;

    TokenEndpoint(Vendors vendors, ObjectMapper json, InstantSource clock) {
        this.vendors = vendors;
        this.json = json;
        this.clock = clock;
    }

    /// What a technology that customers must consent to declares.
    record Declared(String token, Authorization.OAuth2Client client, Optional<String> revoke) {
        static Optional<Declared> by(Technology technology) {
            return switch (technology.description().authorization()) {
                case Authorization.None _, Authorization.Key _ -> Optional.empty();
                case Authorization.OAuth2Code c -> Optional.of(new Declared(c.token(), c.client(), c.revoke()));
                case Authorization.OAuth2Device d -> Optional.of(new Declared(d.token(), d.client(), d.revoke()));
            };
        }
    }

    /// @param previous to be renewed; null if there are none yet
    /// @throws ConnectorException if no answer came: the vendor may have acted on the request all the same
    TokenAnswer ask(Technology technology, Instance instance, Map<String, String> fields, @Nullable Tokens previous)
            throws ConnectorException, InterruptedException {
        Declared declared = Declared.by(technology).orElseThrow();
        TokenAnswer answer = new TokenAnswer.WrongClient("no credentials");
        for (Config credentials : instance.credentials()) {
            UUID id = instance.id().value();
            VendorHttp http = previous == null
                    ? vendors.forInstance(technology, id, credentials)
                    : vendors.forRenewal(technology, id, credentials);
            Reply reply =
                    http.send(OAuthClient.of(declared.client(), credentials).call(declared.token(), fields));
            answer = TokenAnswer.read(reply, json, clock.instant(), previous);
            if (!(answer instanceof TokenAnswer.WrongClient)) {
                break;
            }
        }
        return answer;
    }
}
