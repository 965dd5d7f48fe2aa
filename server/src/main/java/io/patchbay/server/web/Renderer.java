package io.patchbay.server.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// Renders answers as they are sent. Any thread may call.
@Singleton
public final class Renderer {
    /// Bytes of a tag: enough for no two contents to meet by chance.
    private static final int TAG = 16;

    private final ObjectMapper json;

    Renderer(ObjectMapper json) {
        this.json = json;
    }

    /// @param shown what a route would return
    public Rendered render(Object shown) {
        try {
            byte[] body = json.writeValueAsBytes(shown);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            String tag = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, TAG));
            return new Rendered(body, '"' + tag + '"');
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
