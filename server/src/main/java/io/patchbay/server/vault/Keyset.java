package io.patchbay.server.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.stream.IntStream;

/// The keys, AES-256-GCM each: the primary one seals, all of them open. Any thread may use it.
final class Keyset {
    /// Tink's prefix of a ciphertext, https://developers.google.com/tink/wire-format: the byte 1 and the key's id.
    static final int PREFIX = 5;

    static {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private final KeysetHandle keys;
    private final Aead aead;

    private Keyset(KeysetHandle keys) throws GeneralSecurityException {
        this.keys = keys;
        this.aead = keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    static Keyset fresh() {
        try {
            return new Keyset(
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// This keyset and a new primary key.
    Keyset rotated() {
        try {
            return new Keyset(KeysetHandle.newBuilder(keys)
                    .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                            .withRandomId()
                            .makePrimary())
                    .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Keyset parse(String json) throws GeneralSecurityException {
        return new Keyset(TinkJsonProtoKeysetFormat.parseKeyset(
                json, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
    }

    String json() {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                    keys, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] seal(byte[] plain, byte[] context) {
        try {
            return aead.encrypt(plain, context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] open(byte[] sealed, byte[] context) throws GeneralSecurityException {
        return aead.decrypt(sealed, context);
    }

    boolean hasKeyOf(byte[] sealed) {
        if (sealed.length < PREFIX) {
            return false;
        }
        int id = ByteBuffer.wrap(sealed).getInt(1);
        return IntStream.range(0, keys.size()).anyMatch(i -> keys.getAt(i).getId() == id);
    }
}
