package io.patchbay.connector.description;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// One field of a configuration's form.
public sealed interface Field {
    Label label();

    default String key() {
        return label().key();
    }

    /// A line of text.
    ///
    /// @param pattern what it must match as a whole, if anything
    /// @param longest in characters
    record Text(Label label, String sample, Optional<Pattern> pattern, int longest) implements Field {}

    /// A line of text that is sealed before it is stored, and never shown again.
    record Secret(Label label, String sample, int longest) implements Field {}

    /// A number.
    ///
    /// @param unit as it is shown, or empty
    /// @param whole whether it has no fraction
    /// @param preset what holds when the field is left out, if anything
    record Numeric(
            Label label,
            String unit,
            BigDecimal minimum,
            BigDecimal maximum,
            boolean whole,
            Optional<BigDecimal> preset,
            BigDecimal sample)
            implements Field {}

    /// One of a few texts.
    record Choice(Label label, List<String> options, Optional<String> preset) implements Field {
        public Choice {
            options = List.copyOf(options);
        }
    }

    /// Yes or no.
    record Flag(Label label, boolean preset) implements Field {}

    /// A place on earth, in WGS 84 decimal degrees. In JSON it is two numbers beside each other: `latitude`
    /// (-90 to 90) and `longitude` (-180 to 180). A form has at most one.
    record Location(Label label, double sampleLatitude, double sampleLongitude) implements Field {
        public static final String LATITUDE = "latitude";
        public static final String LONGITUDE = "longitude";
    }

    /// An absolute URL without user information or fragment.
    ///
    /// @param schemes allowed, in lower case
    /// @param called whether the service itself will call it, so that private addresses are refused unless the
    ///     operator allows them
    record Url(Label label, Set<String> schemes, boolean called, String sample) implements Field {
        public Url {
            schemes = Set.copyOf(schemes);
        }
    }

    static Text text(String key, String title, String help, String sample) {
        return new Text(new Label(key, title, help, true), sample, Optional.empty(), 500);
    }

    static Secret secret(String key, String title, String help, String sample) {
        return new Secret(new Label(key, title, help, true), sample, 500);
    }

    /// A whole number that may be left out.
    static Numeric count(String key, String title, String help, int minimum, int maximum, int preset) {
        return new Numeric(
                new Label(key, title, help, false),
                "",
                BigDecimal.valueOf(minimum),
                BigDecimal.valueOf(maximum),
                true,
                Optional.of(BigDecimal.valueOf(preset)),
                BigDecimal.valueOf(preset));
    }

    static Flag flag(String key, String title, String help, boolean preset) {
        return new Flag(new Label(key, title, help, false), preset);
    }

    static Location location(String title, String help) {
        return new Location(new Label("location", title, help, true), 52.52, 13.41);
    }
}
