package io.patchbay.server.access;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A colour of an app's, and those that go with it so that everybody can read what is written in and on it: contrasts
/// are those of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#contrast-minimum).
///
/// @param rgb 24 bits
public record BrandColor(int rgb) {
    private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final int WHITE = 0xffffff;
    private static final int BLACK = 0x000000;

    /// The darkest ground of pages in the light scheme, and the lightest in the dark one.
    private static final int LIGHT_GROUND = 0xf4f4f6;

    private static final int DARK_GROUND = 0x22242a;

    private static final double FOR_TEXT = 4.5;
    private static final double FOR_SHAPES = 3;
    private static final int STEPS = 50;

    /// @param hex `#rrggbb`
    public static Optional<BrandColor> of(String hex) {
        return HEX.matcher(hex).matches()
                ? Optional.of(new BrandColor(Integer.parseInt(hex.substring(1), 16)))
                : Optional.empty();
    }

    /// `#rrggbb`, in lower case.
    public String hex() {
        return "#%06x".formatted(rgb).toLowerCase(Locale.ROOT);
    }

    /// White where that can be read on it, else black: one of the two always reaches 4.5.
    public BrandColor textOnIt() {
        return new BrandColor(contrast(rgb, WHITE) >= FOR_TEXT ? WHITE : BLACK);
    }

    /// For a button under the pointer; the text on it is easier to read still.
    public BrandColor pointed() {
        return new BrandColor(mix(rgb, textOnIt().rgb == WHITE ? BLACK : WHITE, 0.12));
    }

    /// For text on the pages of the light scheme: it, or as much darker as is needed.
    public BrandColor textInLight() {
        return until(FOR_TEXT, BLACK, LIGHT_GROUND);
    }

    /// For text on the pages of the dark scheme: it, or as much lighter as is needed.
    public BrandColor textInDark() {
        return until(FOR_TEXT, WHITE, DARK_GROUND);
    }

    /// An edge that shows where something of this colour ends in the light scheme; often the colour itself.
    public BrandColor edgeInLight() {
        return until(FOR_SHAPES, BLACK, LIGHT_GROUND);
    }

    /// As [#edgeInLight], in the dark scheme.
    public BrandColor edgeInDark() {
        return until(FOR_SHAPES, WHITE, DARK_GROUND);
    }

    private BrandColor until(double wanted, int towards, int ground) {
        for (int step = 0; step < STEPS; step++) {
            int mixed = mix(rgb, towards, (double) step / STEPS);
            if (contrast(mixed, ground) >= wanted) {
                return new BrandColor(mixed);
            }
        }
        return new BrandColor(towards);
    }

    /// 1 to 21.
    static double contrast(int one, int other) {
        double first = luminance(one);
        double second = luminance(other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static int mix(int from, int to, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int start = from >> shift & 0xff;
            int end = to >> shift & 0xff;
            mixed |= (int) Math.round(start + (end - start) * share) << shift;
        }
        return mixed;
    }
}
