package io.patchbay.server.web;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What came of a call to a URL that a tenant gave. A reason is the rest of a sentence that begins with the URL's
/// name, and carries nothing of the URL but its host.
public sealed interface Heard {

    /// @param body  its beginning
    /// @param whole false if there was more of the body than was wanted, or it broke off
    record Answer(int status, Headers headers, byte[] body, boolean whole) implements Heard {
        /// The body as text; what is no UTF-8 shows as U+FFFD.
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /// It said nothing that could be used; another try may help.
    record Nothing(String why) implements Heard {}

    /// It must not be called.
    record Forbidden(String why) implements Heard {}

    /// The header of an answer, read by name in any case.
    record Headers(MultiMap all) {
        public Optional<String> first(String name) {
            return Optional.ofNullable(all.get(name));
        }
    }
}
