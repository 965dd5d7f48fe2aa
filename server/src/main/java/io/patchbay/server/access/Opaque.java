package io.patchbay.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// Secrets that mean nothing by themselves: access tokens and app secrets. Only their SHA-256 is stored. That a fast
/// hash suffices for them, and not for passwords, is because nobody can try out 2^256 values.
public final class Opaque {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Opaque() {}

    /// 256 random bits in 43 characters that need no encoding in a header, form or URL.
    public static String fresh() {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    public static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
