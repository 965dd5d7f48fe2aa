package io.patchbay.server.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The symmetric key of a webhook, and its signatures: "Standard Webhooks", sections "Signature scheme" and
/// "Symmetric".
///
/// @param text `whsec_` and base64
record SigningSecret(String text) {
    private static final String PREFIX = "whsec_";
    private static final SecureRandom RANDOM = new SecureRandom();

    static SigningSecret fresh() {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        return new SigningSecret(PREFIX + Base64.getEncoder().encodeToString(bits));
    }

    /// @param seconds since 1970
    /// @return as in the header `webhook-signature`
    String sign(String message, long seconds, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(text.substring(PREFIX.length())), "HmacSHA256"));
            byte[] signed = (message + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "SigningSecret";
    }
}
