package io.patchbay.server.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.description.Authorization;
import io.patchbay.server.access.AppId;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.instance.Instance;
import io.patchbay.server.vault.Vault;
import io.patchbay.server.web.Links;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Begins consents. Blocks: on the database, and on the vendor for a device code.
@Singleton
public final class Consents {
    static final Duration STATE_LIVES = Duration.ofMinutes(10);

    private final LinkStore store;
    private final GrantStore grants;
    private final DeviceEndpoint devices;
    private final Vault vault;
    private final ObjectMapper json;
    private final Links links;
    private final InstantSource clock;

    Consents(
            LinkStore store,
            GrantStore grants,
            DeviceEndpoint devices,
            Vault vault,
            ObjectMapper json,
            Links links,
            InstantSource clock) {
        this.store = store;
        this.grants = grants;
        this.devices = devices;
        this.vault = vault;
        this.json = json;
        this.links = links;
        this.clock = clock;
    }

    /// Whether clients of a technology need a consent.
    public static boolean needed(Technology technology) {
        return TokenEndpoint.Declared.by(technology).isPresent();
    }

    /// Whether clients of a technology need anything of their customers: a consent, or entries of a form.
    public static boolean customerNeeded(Technology technology) {
        return needed(technology) || !technology.description().client().fields().isEmpty();
    }

    /// Whether their consent is given by a code that customers confirm.
    public static boolean byCode(Technology technology) {
        return technology.description().authorization() instanceof Authorization.OAuth2Device;
    }

    /// Begins the consent of a client that exists. A consent of it that was open before ends; a grant it has
    /// goes on until the new consent replaces it.
    ///
    /// @param back if a page of ours begins it; otherwise the instance says where the browser goes
    /// @return empty if the technology needs none
    /// @throws ConnectorException if the vendor gives no device code
    public Optional<Consent> begin(
            AppId app, UUID client, Technology technology, Instance instance, Optional<Comeback> back)
            throws ConnectorException, InterruptedException {
        return switch (technology.description().authorization()) {
            case Authorization.None _, Authorization.Key _ -> Optional.empty();
            case Authorization.OAuth2Code code -> Optional.of(redirect(app, client, technology, instance, code, back));
            case Authorization.OAuth2Device device -> Optional.of(device(app, client, technology, instance, device));
        };
    }

    /// Whether a consent of the client was begun that may still come to a good end.
    public boolean begun(AppId app, UUID client) {
        return store.isOpen(app, client, clock.instant());
    }

    /// The open device code of a client, to be shown to the customer.
    public Optional<Consent.Device> open(AppId app, UUID client) {
        return store.openDevice(app, client).flatMap(row -> {
            Pending pending = opened(row);
            return pending.page() == null || pending.userCode() == null
                    ? Optional.empty()
                    : Optional.of(new Consent.Device(URI.create(pending.page()), pending.userCode(), row.expires()));
        });
    }

    /// Whether the customer has granted anything that still holds.
    public boolean granted(AppId app, UUID client) {
        return grants.get(app, client).filter(g -> g.dead().isEmpty()).isPresent();
    }

    private Consent redirect(
            AppId app,
            UUID client,
            Technology technology,
            Instance instance,
            Authorization.OAuth2Code declared,
            Optional<Comeback> back) {
        State state = new State(32);
        CodeVerifier verifier = declared.pkce() ? new CodeVerifier() : null;
        String redirect = links.root("/api/v1/connectors/oauth/callback");
        AuthorizationRequest.Builder request = new AuthorizationRequest.Builder(
                        ResponseType.CODE,
                        new ClientID(OAuthClient.of(declared.client(), instance.configuration())
                                .id()))
                .endpointURI(technology.address(Call.get(declared.authorize())))
                .redirectionURI(URI.create(redirect))
                .scope(new Scope(declared.scopes().toArray(String[]::new)))
                .state(state);
        if (verifier != null) {
            request.codeChallenge(verifier, CodeChallengeMethod.S256);
        }
        store.begin(new LinkStore.Row(
                hash(state.getValue()),
                app,
                client,
                seal(
                        client,
                        new Pending(
                                technology.typeId(),
                                redirect,
                                verifier == null ? null : verifier.getValue(),
                                null,
                                null,
                                null,
                                back.map(way -> way.page().toString()).orElse(null),
                                back.map(way -> browser(way.browser())).orElse(null),
                                0)),
                false,
                null,
                clock.instant().plus(STATE_LIVES)));
        return new Consent.Redirect(request.build().toURI());
    }

    private Consent device(
            AppId app, UUID client, Technology technology, Instance instance, Authorization.OAuth2Device declared)
            throws ConnectorException, InterruptedException {
        DeviceEndpoint.Code code = devices.ask(technology, instance, declared);
        Instant now = clock.instant();
        Instant expires = now.plusSeconds(code.expiresIn());
        store.begin(new LinkStore.Row(
                hash(code.deviceCode()),
                app,
                client,
                seal(
                        client,
                        new Pending(
                                technology.typeId(),
                                null,
                                null,
                                code.deviceCode(),
                                code.userCode(),
                                code.page().toString(),
                                null,
                                null,
                                code.interval())),
                true,
                now.plusSeconds(code.interval()),
                expires));
        return new Consent.Device(code.page(), code.userCode(), expires);
    }

    Pending opened(LinkStore.Row row) {
        try {
            return json.readValue(vault.open(row.sealed(), context(row.client())), Pending.class);
        } catch (JsonProcessingException e) {
            e.clearLocation(); // the location quotes a secret
            throw new IllegalStateException("the consent of client " + row.client() + " cannot be read", e);
        }
    }

    byte[] seal(UUID client, Pending pending) {
        try {
            return vault.seal(json.writeValueAsString(pending), context(client));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a consent is JSON", e);
        }
    }

    private static String context(UUID client) {
        return "consent:" + client;
    }

    static String browser(@Nullable String key) {
        return Base64.getEncoder().encodeToString(hash(key));
    }

    /// States are random and long: a plain hash of them cannot be turned back.
    static byte[] hash(@Nullable String state) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((state == null ? "" : state).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
