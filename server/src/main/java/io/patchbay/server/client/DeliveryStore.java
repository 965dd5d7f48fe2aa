package io.patchbay.server.client;

import io.patchbay.server.db.Db;
import io.patchbay.server.vault.Vault;
import io.patchbay.server.web.AddressGuard;
import io.patchbay.server.web.Links;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The addresses at which vendors deliver, one per client: 256 random bits each.
@Singleton
final class DeliveryStore implements DeliveryAddresses {
    /// Tells public addresses from others, whatever tenants may call.
    private static final AddressGuard PUBLIC = AddressGuard.of(false);

    private final Db db;
    private final Vault vault;
    private final Links links;
    private final SecureRandom random = new SecureRandom();

    DeliveryStore(Db db, Vault vault, Links links) {
        this.db = db;
        this.vault = vault;
        this.links = links;
    }

    /// Whose address it is.
    Optional<ClientId> behindAcrossApps(String token) {
        return db.read(h -> h.createQuery("select client_id from delivery_address where hash = :hash")
                .bind("hash", hash(token))
                .map((rs, _) -> new ClientId(rs.getObject("client_id", UUID.class)))
                .findOne());
    }

    @Override
    public Optional<Address> ofAcrossApps(ClientId client, URI vendor) {
        if (!reaches(vendor)) {
            return Optional.empty();
        }
        return findAcrossApps(client).or(() -> {
            insertAcrossApps(client);
            return findAcrossApps(client);
        });
    }

    /// A vendor on this machine or its network, such as a simulator, reaches what is there, too.
    private boolean reaches(URI vendor) {
        return isPublic(links.root("/")) || !isPublic(vendor.toString());
    }

    private static boolean isPublic(String address) {
        return PUBLIC.check(address) instanceof AddressGuard.Verdict.Allowed;
    }

    private Optional<Address> findAcrossApps(ClientId client) {
        return db.read(h -> h.createQuery("""
                        select token, case when base = :base then registered_at end as registered
                        from delivery_address where client_id = :client
                        """)
                .bind("client", client.value())
                .bind("base", links.root(""))
                .map((rs, _) -> {
                    String token = vault.open(rs.getBytes("token"), context(client));
                    OffsetDateTime registered = rs.getObject("registered", OffsetDateTime.class);
                    return new Address(
                            URI.create(
                                    links.api("/connectors/deliveries/" + token).href()),
                            Optional.ofNullable(registered).map(OffsetDateTime::toInstant));
                })
                .findOne());
    }

    /// Does nothing if it has one, or is gone.
    private void insertAcrossApps(ClientId client) {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        db.run(tx -> tx.createUpdate("""
                        insert into delivery_address (client_id, hash, token)
                        select id, :hash, :token from client where id = :client
                        on conflict (client_id) do nothing
                        """)
                .bind("client", client.value())
                .bind("hash", hash(token))
                .bind("token", vault.seal(token, context(client)))
                .execute());
    }

    @Override
    public boolean isRegisteredAcrossApps(ClientId client) {
        return db.read(
                h -> h.createQuery("select registered_at is not null from delivery_address where client_id = :client")
                        .bind("client", client.value())
                        .mapTo(Boolean.class)
                        .findOne()
                        .orElse(false));
    }

    @Override
    public void registeredAcrossApps(ClientId client, @Nullable Instant time) {
        db.run(tx -> tx.createUpdate("""
                        update delivery_address set registered_at = :time, base = :base where client_id = :client
                        """)
                .bindByType("time", time == null ? null : time.atOffset(ZoneOffset.UTC), OffsetDateTime.class)
                .bind("base", links.root(""))
                .bind("client", client.value())
                .execute());
    }

    private static String context(ClientId client) {
        return "delivery-address:" + client;
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
