package io.patchbay.server.link;

import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import io.patchbay.connector.Call;
import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Config;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The developer's OAuth client at a vendor, out of one configuration of an instance.
record OAuthClient(String id, Optional<io.patchbay.connector.Secret> secret, boolean basic) {

    static OAuthClient of(Authorization.OAuth2Client declared, Config instance) {
        return new OAuthClient(
                instance.text(declared.id()),
                declared.secret().filter(instance::has).map(instance::secret),
                declared.basic());
    }

    /// A call of a token or revocation endpoint, authenticated (RFC 6749 section 2.3.1).
    Call call(String path, Map<String, String> fields) {
        Map<String, String> form = new LinkedHashMap<>(fields);
        if (basic && secret.isPresent()) {
            String header = new ClientSecretBasic(
                            new ClientID(id), new Secret(secret.get().reveal()))
                    .toHTTPAuthorizationHeader();
            return Call.form(path, form).header("Authorization", header);
        }
        form.put("client_id", id);
        secret.ifPresent(s -> form.put("client_secret", s.reveal()));
        return Call.form(path, form).header("Accept", "application/json");
    }
}
