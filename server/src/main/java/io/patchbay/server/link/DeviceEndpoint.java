package io.patchbay.server.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Reply;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Config;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.instance.Instance;
import io.patchbay.server.vendor.Vendors;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/// Asks a vendor for a device code (RFC 8628 section 3.1).
@Singleton
final class DeviceEndpoint {
    private final Vendors vendors;
    private final ObjectMapper json;

    DeviceEndpoint(Vendors vendors, ObjectMapper json) {
        this.vendors = vendors;
        this.json = json;
    }

    /// @param page      `verification_uri_complete`, or `verification_uri` where the vendor has no other
    /// @param expiresIn seconds
    /// @param interval  seconds; 5 if the vendor does not say
    record Code(String deviceCode, String userCode, URI page, long expiresIn, long interval) {
        @Override
        public String toString() {
            return "Code[" + page + "]";
        }
    }

    Code ask(Technology technology, Instance instance, Authorization.OAuth2Device declared)
            throws ConnectorException, InterruptedException {
        int status = 0;
        for (Config credentials : instance.credentials()) {
            Reply reply = vendors.forInstance(technology, instance.id().value(), credentials)
                    .send(OAuthClient.of(declared.client(), credentials)
                            .call(declared.device(), Map.of("scope", String.join(" ", declared.scopes()))));
            Optional<Code> code = code(reply);
            if (code.isPresent()) {
                return code.get();
            }
            status = reply.status();
        }
        throw new ConnectorException(new Failure.Unavailable("the vendor gave no device code (HTTP " + status + ")"));
    }

    private Optional<Code> code(Reply reply) {
        JsonNode body = body(reply);
        String page = body.path("verification_uri_complete")
                .asText(body.path("verification_uri").asText(""));
        if (reply.status() >= 300
                || page.isEmpty()
                || !body.path("device_code").isTextual()
                || !body.path("user_code").isTextual()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Code(
                    body.path("device_code").textValue(),
                    body.path("user_code").textValue(),
                    new URI(page),
                    Math.clamp(body.path("expires_in").asLong(300), 30, 3600),
                    Math.clamp(body.path("interval").asLong(5), 1, 60)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private JsonNode body(Reply reply) {
        try {
            JsonNode body = json.readTree(reply.body());
            return body == null ? MissingNode.getInstance() : body;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
