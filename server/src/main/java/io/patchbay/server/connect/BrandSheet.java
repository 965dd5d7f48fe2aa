package io.patchbay.server.connect;

import io.patchbay.server.access.BrandColor;
import io.patchbay.server.web.ContentHash;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// An app's colour as a sheet, to be linked after the pages' own: a page may hold no style itself. The name of its file
/// changes with what stands in it.
///
/// @param file the last part of its address
record BrandSheet(String file, String text) {

    static BrandSheet of(BrandColor color) {
        String text = text(color);
        return new BrandSheet(
                color.hex().substring(1) + "-" + ContentHash.of(text.getBytes(StandardCharsets.UTF_8), 8) + ".css",
                text);
    }

    /// Empty for a name that no sheet has, or has any more.
    static Optional<BrandSheet> named(String file) {
        return BrandColor.of("#" + file.replaceFirst("-.*", ""))
                .map(BrandSheet::of)
                .filter(sheet -> sheet.file.equals(file));
    }

    private static String text(BrandColor color) {
        return """
                :root {
                  --accent: %1$s; --accent-hover: %2$s; --on-accent: %3$s;
                  --accent-text: %4$s; --accent-edge: %5$s; --accent-soft: color-mix(in srgb, %1$s 6%%, #ffffff);
                }
                @media (prefers-color-scheme: dark) {
                  :root {
                    --accent-text: %6$s; --accent-edge: %7$s; --accent-soft: color-mix(in srgb, %1$s 10%%, #15161a);
                  }
                }
                button.primary, .button.primary, button.primary:hover, .button.primary:hover { border-color: var(--accent-edge); }
                :focus-visible { outline-color: var(--accent-text); }
                input:focus-visible, select:focus-visible { border-color: var(--accent-text); }
                input[type=checkbox], input[type=radio] { accent-color: var(--accent-text); }
                """.formatted(
                        color.hex(),
                        color.pointed().hex(),
                        color.textOnIt().hex(),
                        color.textInLight().hex(),
                        color.edgeInLight().hex(),
                        color.textInDark().hex(),
                        color.edgeInDark().hex());
    }
}
