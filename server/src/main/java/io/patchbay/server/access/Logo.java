package io.patchbay.server.access;

import io.patchbay.server.web.ContentHash;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// A picture of an app's, as it was given. What it is says its beginning, not who sent it. Drawings as SVG are none:
/// they
/// can hold scripts.
///
/// @param type `image/png`, `image/jpeg` or `image/webp`
/// @param hash of the content, hexadecimal
public record Logo(String type, String hash, byte[] content) {
    /// Bytes.
    static final int LARGEST = 100 * 1024;

    /// Empty if it is no picture of these types. Of any size.
    static Optional<Logo> of(byte[] content) {
        return type(content).map(type -> new Logo(type, ContentHash.of(content, 16), content));
    }

    private static Optional<String> type(byte[] content) {
        if (begins(content, 0, "89504e470d0a1a0a")) {
            return Optional.of("image/png");
        }
        if (begins(content, 0, "ffd8ff")) {
            return Optional.of("image/jpeg");
        }
        // RIFF, the length, WEBP
        return begins(content, 0, "52494646") && begins(content, 8, "57454250")
                ? Optional.of("image/webp")
                : Optional.empty();
    }

    private static boolean begins(byte[] content, int at, String hex) {
        byte[] wanted = HexFormat.of().parseHex(hex);
        int end = at + wanted.length;
        return content.length > end && Arrays.equals(content, at, end, wanted, 0, wanted.length);
    }

    @Override
    public String toString() {
        return type + " " + hash;
    }
}
