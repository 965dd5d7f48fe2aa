package io.patchbay.server.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.Reply;
import io.patchbay.connector.description.Authorization;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.instance.Instance;
import io.patchbay.server.vendor.Vendors;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

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
        OAuthClient client = OAuthClient.of(declared.client(), instance.configuration());
        Reply reply = vendors.forInstance(technology, instance.id().value(), instance.configuration())
                .send(client.call(declared.device(), Map.of("scope", String.join(" ", declared.scopes()))));
        JsonNode body = body(reply);
        String page = body.path("verification_uri_complete")
                .asText(body.path("verification_uri").asText(""));
        if (reply.status() >= 300
                || page.isEmpty()
                || !body.path("device_code").isTextual()
                || !body.path("user_code").isTextual()) {
            throw new ConnectorException(
                    new Failure.Unavailable("the vendor gave no device code (HTTP " + reply.status() + ")"));
        }
        return new Code(
                body.path("device_code").textValue(),
                body.path("user_code").textValue(),
                URI.create(page),
                Math.clamp(body.path("expires_in").asLong(300), 30, 3600),
                Math.clamp(body.path("interval").asLong(5), 1, 60));
    }

    private JsonNode body(Reply reply) throws ConnectorException {
        try {
            JsonNode body = json.readTree(reply.body());
            return body == null ? json.missingNode() : body;
        } catch (IOException e) {
            throw new ConnectorException(
                    new Failure.Unavailable("the vendor gave no device code (HTTP " + reply.status() + ", no JSON)"));
        }
    }
}
