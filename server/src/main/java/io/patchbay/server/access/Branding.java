package io.patchbay.server.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How an app looks to its customers.
///
/// @param name what they know the app by
/// @param logo the hash of its [Logo]
public record Branding(AppId app, String name, Optional<BrandColor> color, Optional<String> logo) {

    /// What a developer asks for; all of it, checked when it is put.
    ///
    /// @param name null or blank for the app's
    /// @param color null or blank for none
    public record Wanted(@Nullable String name, @Nullable String color, WantedLogo logo) {}

    /// Which logo.
    public sealed interface WantedLogo {
        /// The one that there is, if any.
        record Same() implements WantedLogo {}

        record None() implements WantedLogo {}

        record Picture(byte[] content) implements WantedLogo {}

        /// @param text base64, or a `data:` URL of it
        record Encoded(String text) implements WantedLogo {}
    }
}
