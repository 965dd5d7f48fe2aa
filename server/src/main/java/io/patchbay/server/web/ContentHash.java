package io.patchbay.server.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Stands for a content in an address: another content has another one. Any thread may call.
public final class ContentHash {
    private ContentHash() {}

    /// The first bytes of its SHA-256, hexadecimal.
    ///
    /// @param bytes how many, 32 at most: eight for what comes with the program, more for what anybody may send
    public static String of(byte[] content, int bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
