package io.patchbay.server.action;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/// Signs what an app's callback is sent, with Ed25519 (RFC 8032).
final class SigningKey {
    private static final String ALGORITHM = "Ed25519";

    /// Of a public key, raw.
    private static final int BYTES = 32;

    private final PrivateKey key;

    private SigningKey(PrivateKey key) {
        this.key = key;
    }

    /// A new pair.
    ///
    /// @param privateKey PKCS #8 in base64: a secret
    /// @param publicKey  its 32 bytes
    record Pair(String privateKey, byte[] publicKey) {}

    static Pair fresh() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            return new Pair(
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()),
                    // X.509 puts a constant before the key itself (RFC 8410, section 4)
                    Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no Ed25519", e);
        }
    }

    /// @param privateKey of a [Pair]
    static SigningKey of(String privateKey) {
        try {
            byte[] encoded = Base64.getDecoder().decode(privateKey);
            return new SigningKey(KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a stored signing key is no Ed25519 key", e);
        }
    }

    /// The header `Signature` of a POST (platform-api.md, "The newer protocol").
    ///
    /// @param url  with scheme, host, path and query, as the receiver sees them
    /// @param date the header `Date`
    String sign(String url, String date, String body) {
        String payload = "(method):POST\r\n(url):" + url + "\r\n(Date):" + date + "\r\n(body):" + body;
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(payload.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an Ed25519 key signs everything", e);
        }
    }
}
