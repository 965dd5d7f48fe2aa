package io.patchbay.server.action;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.server.access.AppId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a caller asks, unchecked.
///
/// @param subject    if it matters whose the thing is
/// @param parameters as they came
/// @param timeout    from now to the deadline
/// @param forwarded  by somebody else's service, for a thing that a connector made
record Asked(
        AppId app,
        Optional<String> subject,
        UUID thing,
        String component,
        String action,
        Map<String, @Nullable JsonNode> parameters,
        Duration timeout,
        Optional<IdempotencyKey> key,
        boolean forwarded) {

    /// The same for equal requests only; text and number of the same digits are equal.
    byte[] hash() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, subject.orElse(""));
            write(out, thing.toString());
            write(out, component);
            write(out, action);
            out.writeLong(timeout.toSeconds());
            for (Map.Entry<String, @Nullable JsonNode> parameter : new TreeMap<>(parameters).entrySet()) {
                write(out, parameter.getKey());
                JsonNode value = parameter.getValue();
                write(out, value == null ? "" : value.isValueNode() ? value.asText() : value.toString());
            }
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("bytes can be written, and every Java platform has SHA-256", e);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
